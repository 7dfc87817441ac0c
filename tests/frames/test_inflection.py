"""Lemma -> forms."""

from __future__ import annotations

import pytest

from policyfacts.frames.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("sign", "sign signs signing signed"),
        ("ratify", "ratify ratifies ratifying ratified"),
        ("agree", "agree agrees agreeing agreed"),
        ("commit", "commit commits committing committed"),
        ("cancel", "cancel cancels canceling cancelling canceled cancelled"),
        ("finalise", "finalise finalize finalises finalized finalising"),
        ("give", "give gives giving gave given"),
        ("pledge", "pledge pledges pledging pledged"),
        ("go", "go goes going went gone"),
    ],
)
def test_verbs(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= {form for form, _ in verb_forms(lemma)}


@pytest.mark.parametrize(
    ("lemma", "wrong"), [("commit", "commited"), ("ratify", "ratifyed"), ("give", "gived"), ("agree", "agreing")]
)
def test_no_form_is_made_up(lemma: str, wrong: str) -> None:
    assert wrong not in {form for form, _ in verb_forms(lemma)}


@pytest.mark.parametrize(
    ("lemma", "forms"), [("visit", "visit visits"), ("treaty", "treaty treaties"), ("loss", "loss losses")]
)
def test_nouns(lemma: str, forms: str) -> None:
    assert set(noun_forms(lemma)) == set(forms.split())
