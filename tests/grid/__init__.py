"""The paraphrase grid: every predicate of the lexicon in every form, with every sort of party, made by the tests."""
