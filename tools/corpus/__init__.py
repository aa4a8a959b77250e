"""Reading and checking the annotated corpus in resources/corpus (see its GUIDE.md)."""
