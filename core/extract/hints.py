"""What the lexicons know of a document's words, told to the reader before it reads.

Takes: a parsed doc. Gives: ``doc.user_data['rule_mentions']`` and ``doc.user_data['hints']``: (start, end, channel of
``core.neural.labels.HINTS``) for every word that a trigger lexicon lists, every trigger that the rules accept, every mention of the rules.
The network weighs them against the context, so a verb that no training article held is still known for what it names.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from core.extract.mentions import RuleMentions
from core.extract.readings import readings_at
from core.extract.sentence import views
from core.extract.triggers import RuleTriggers
from core.languages import LANGUAGES
from core.model import Mention
from core.neural.labels import HINTS

NAME = "rasad_hints"
Hint = tuple[int, int, int]
"""Start and end in the document's text (code points), and the channel."""
_CHANNEL = {name: number for number, name in enumerate(HINTS)}


@Language.component(NAME)
def tell(doc: Doc) -> Doc:
    """Attach the rules' mentions and the hints."""
    known = doc.user_data["document"].language in LANGUAGES
    mentions = RuleMentions().detect(doc) if known else []
    doc.user_data["rule_mentions"] = mentions
    doc.user_data["hints"] = list(hints(doc, mentions)) if known else []
    return doc


def hints(doc: Doc, mentions: list[Mention]) -> Iterator[Hint]:
    """Yield the hints of a document."""
    for view in views(doc, mentions):
        for at in range(len(view.words)):
            for reading in readings_at(view, at):
                if reading.entry:
                    start, end = view.words[reading.start].start, view.words[reading.end - 1].end
                    yield start, end, _CHANNEL[f"word:{reading.entry.event_type}"]
    for trigger in RuleTriggers().detect(doc, mentions):
        yield trigger.span.start, trigger.span.end, _CHANNEL[f"rule:{trigger.event_type}"]
    for mention in mentions:
        yield mention.span.start, mention.span.end, _CHANNEL[f"name:{mention.kind}"]
