"""The rules of polarity.toml, both sides of each; and ordinary sentences of the news."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import framing as fr
from framing.lexicons import match_part
from framing.measures.hedging.polarity import FAMILIES, decide_polarity, load_rules
from framing.measures.hedging.rules import decide
from framing.tables import POLARITIES

Articles = Callable[..., pd.DataFrame]

# name of the rule: a sentence in which it decides, and a near miss; the last hedge with a polarity is looked at
PAIRS = {
    "falsely claimed": ("The mayor falsely claimed a win.", "The mayor proudly claimed a win."),
    "claimed without evidence": (
        "She claimed without evidence that it leaked.",
        "She claimed without pause that it leaked.",
    ),
    "somebody claims, whatever the claim denies": (
        "She argued that the sums were false.",
        "The assertions were false.",
    ),
    "somebody claims something": ("He claims it was false.", "The claims were false."),
    "a name claims it": ("Then Vane claims the sum was false.", "Vane claims proved false."),
    "a denial or a confirmation withheld": (
        "She declined to confirm the rumours.",
        "She wished to confirm the rumours.",
    ),
    "would not confirm it": ("The firm would not confirm the rumours.", "The firm did confirm the rumours."),
    "asked whether it was denied": ("Has anyone denied the rumours?", "Why has she denied the rumours?"),
    "could not be confirmed": ("The rumours could not be verified.", "The rumours could soon be verified."),
    "whether it was confirmed": ("They ask whether the rumours are true.", "They say that the rumours are true."),
    "confirmed by somebody": ("The bank confirmed earlier speculation.", "The bank confirmed that speculation grew."),
    "found to be true": ("The rumours turned out to be true.", "The rumours were hardly true."),
    "proved right": ("The rumours proved right.", "The rumours reached the right."),
    "somebody proved it right": ("Events proved the rumours right.", "Events proved the rumours wrong."),
    "some truth to it": ("There is some truth to the rumours.", "There is some room for the rumours."),
    "long rumoured, and so it came": (
        "His exit had been rumoured for months.",
        "His exit is rumoured for months to come.",
    ),
    "confirmed at last": (
        "The band confirmed its split after months of rumours.",
        "The band announced its split after months of rumours.",
    ),
    "after rumours, confirmed": (
        "After months of rumours, the band confirmed its split.",
        "After months of rumours, the band denied its split.",
    ),
    "nothing but a rumour": ("These are nothing but rumours.", "These are nothing like the rumours."),
    "nobody denied it": ("Nobody denied the rumours.", "Everybody denied the rumours."),
    "called false": ("She called the rumours “pure fiction”.", "She read the rumours in pure fiction."),
    "denied by somebody": ("The firm denied the rumours.", "The firm denied that it heard the rumours."),
    "ended by somebody": ("He came home, ending rumours that he was dead.", "He came home, ending weeks of rumours."),
    "that claim is denied": ("She rejects that claim.", "She repeats that claim."),
    "poured scorn or cold water on it": (
        "He poured cold water on the rumours.",
        "He drank water near the rumours.",
    ),
    "contrary to it": ("Contrary to rumours, the shop stays.", "Close to rumours, the shop stays."),
    "shot down, put to rest": ("The club shot down rumours of a sale.", "The club came down amid rumours of a sale."),
    "tamped down from afar": ("She tamped down, for now, the rumours.", "She sat down, for now, with the rumours."),
    "put it to rest": ("She put the rumours to rest.", "She put the rumours in a book."),
    "a false rumour": ("False rumours spread.", "False teeth and rumours spread."),
    "a false and ugly rumour": ("They spread false and ugly rumours.", "They spread loud and ugly rumours."),
    "found to be false": ("The rumours proved false.", "The rumour was started by a false report."),
    "spread by somebody, and false": (
        "Rumours spread by the press were false.",
        "A rumour begun by a false report grew.",
    ),
    "false, behind an aside": (
        "The rumours, which spread fast, were false.",
        "The rumours, which spread fast, were loud.",
    ),
    "that it is so is false": ("Rumours that he fled are ridiculous.", "Rumours that he wore the wrong shoes spread."),
    "that it is so is unfounded": (
        "Fears at court that he fled were unfounded.",
        "Fears at court that he fled were voiced.",
    ),
    "false, in an aside": (
        "Rumours – almost always false – fill the web.",
        "Rumours – almost always loud – fill the web.",
    ),
    "calling it false": (
        "She sued over the rumours, calling them defamatory.",
        "She wrote about the rumours, calling them frequent.",
    ),
    "is denied": ("The rumours were quickly denied.", "The rumours that he was denied bail spread."),
    "that it is so is denied": (
        "Rumours that he fled were denied by all.",
        "Rumours that he was denied bail by all spread.",
    ),
    "not true": ("The rumours are not true.", "The rumours are true."),
    "no truth to it": ("There is no truth in the rumours.", "There is no end in sight for the rumours."),
    "no evidence for it": ("They found no evidence for the rumours.", "They found much evidence for the rumours."),
    "denied after a pause": ("There were rumours, which he denied.", "There were rumours, and he denied nothing."),
    "thrown out after a pause": ("Rumours grew, but he dismissed them.", "Rumours grew, but he dismissed an aide."),
    "asked about it: not true": ("Asked about the rumours, she said nonsense.", "Asked about the rumours, she left."),
    "in reply to it: no": (
        "Responding to rumours of a rift, he said that nothing had changed.",
        "Responding to rumours of a rift, he did not comment.",
    ),
    "no, he said of it": (
        "“There was no rift,” he said of the rumours.",
        "“There was a rift,” he said of the rumours.",
    ),
    "pushed back against": (
        "The duke pushed back hard against the rumours.",
        "The duke came back hard for the rumours.",
    ),
    "laid to rest": ("The rumours were finally laid to rest.", "The rumours were finally laid to print."),
    "despite rumours, it is not so": (
        "The firm did not sell the yard, despite rumours.",
        "The firm sold the yard, despite rumours.",
    ),
    "rumours to the contrary": (
        "Despite rumours to the contrary, the shop stays.",
        "Despite rumours to that effect, the shop stays.",
    ),
    "no rumours": ("There are no rumours in town.", "There are no longer any rumours in town."),
    "not a rumour": ("It is fact, it is not a rumour.", "It is not about the rumour."),
    "a doubtful rumour": ("There were wild rumours.", "A wild goose and the rumours came."),
    "a doubtful and ugly rumour": ("They printed wild and ugly rumours.", "They printed loud and ugly rumours."),
    "called doubtful": ("The rumours seem doubtful.", "The rumours, like a dubious tale, spread."),
    "with little or no evidence": ("Rumours spread without any evidence.", "Rumours spread with their evidence."),
    "not confirmed, some way before": (
        "They had not confirmed the many reports, among them rumours of a coup.",
        "They had read the many reports, among them rumours of a coup.",
    ),
    "in the company of misinformation": ("Rumours and misinformation spread.", "Rumours of a conspiracy spread."),
    "rumours and wild talk": (
        "The web is full of rumours and wild guesses.",
        "The web is full of rumours and old songs.",
    ),
    "spread by those who mislead": ("Trolls are spreading rumours.", "Neighbours are spreading rumours."),
    "disbelieved, guarded against": ("She was sceptical of the rumours.", "She was not sceptical of the rumours."),
    "not to be spread": ("Police urged people not to spread rumours.", "He did not spread rumours."),
    "not believed": ("Nobody believes the rumours.", "Everybody believes the rumours."),
    "a pinch of salt": ("Take the rumours with a pinch of salt.", "Take the rumours with a pinch of pride."),
    "hard to believe": ("The rumours are hard to believe.", "The rumours are hard to count."),
    "only a rumour": ("It is just a rumour.", "It is more than just a rumour."),
    "more of a rumour than a fact": ("It is more rumour than fact.", "It is more rumour and fact."),
    "based on rumours": ("The charge was based on rumours.", "The charge was not based on rumours."),
    "called a rumour": ("He called it a rumour.", "He called at the rumour."),
    "asked whether there is any": ("Have you heard the rumours?", "Why have you heard the rumours?"),
    "if the rumours are true": ("If rumours spread, shops close.", "If not, rumours spread."),
    "if true": ("The rumours, if true, would hurt.", "The rumours, if told, would hurt."),
    "if, as rumoured, it is so": ("If he goes, as is widely rumoured, she stays.", "He goes, as is widely rumoured."),
    "may be no more than a rumour": ("It may be rumour.", "It may spark rumour."),
    "denied in the next sentence": (
        "Rumours spread that he had fled. His wife denied it.",
        "Rumours spread that he had fled. Nobody denied it.",
    ),
    "called false in the next sentence": (
        "“I know the rumours,” she said. “They are false.”",
        "“I know the rumours,” she said. “They are old.”",
    ),
    "not true, the next sentence says": (
        "Rumours spread of a coup. “That is not true,” said the colonel.",
        "Rumours spread of a coup. “That is so,” said the colonel.",
    ),
    "thrown out in the next sentence": (
        "Rumours of a sale spread. The bank dismissed them.",
        "Rumours of a sale spread. The bank dismissed its head.",
    ),
    "it will not happen": (
        "Rumours grew that he might go. “That won't happen,” he said.",
        "Rumours grew that he might go. “That will happen,” he said.",
    ),
    "no such plans": (
        "Rumours of a run grew. She has no plans for one.",
        "Rumours of a run grew. She has old plans for one.",
    ),
    "confirmed in the next sentence": (
        "Rumours of a split spread. On Friday she confirmed them.",
        "Rumours of a split spread. On Friday she confirmed a date.",
    ),
    "not confirmed in the next sentence": (
        "Rumours of a coup spread. The reports could not be verified.",
        "Rumours of a coup spread. The reports could soon be verified.",
    ),
    "no evidence for it in the next sentence": (
        "Rumours spread of a leak. There was no evidence of one.",
        "Rumours spread of a leak. There was some evidence of one.",
    ),
    "no evidence for it in the sentence before": (
        "There is no proof of a leak. Rumours spread fast.",
        "There is much proof of a leak. Rumours spread fast.",
    ),
    "nobody knows what to believe": (
        "We heard the rumours. We don't know what to believe.",
        "We heard the rumours. We know what to believe.",
    ),
    "a bluff called is a bluff, whatever is denied beside it": ("It did not call his bluff.", "It did not bluff."),
    "somebody's bluff called": ("They called it a clever bluff.", "They called: a clever bluff."),
    "turned out to be a bluff": ("It turned out to be a bluff.", "It never turned out to be a bluff."),
    "a bluff exposed": ("Her bluff was exposed.", "Her bluff was not exposed."),
    "a bluff after all": ("It was a bluff after all.", "It was a bluff, all in all."),
    "not denied to be a bluff": ("He did not deny it was a bluff.", "He did not say it was a bluff."),
    "a bluff beyond doubt": ("There is no doubt it is a bluff.", "There is much doubt it is a bluff."),
    "said to be a bluff, and denied": (
        "He rejected suggestions that it was a ploy.",
        "He repeated suggestions that it was a ploy.",
    ),
    "a mistake to think it a bluff": (
        "It would be a mistake to think he is bluffing.",
        "It would be a comfort to think he is bluffing.",
    ),
    "not thought a bluff": ("Few believe it is a bluff.", "Many believe it is a bluff."),
    "doubted to be a bluff": ("She doubts he is bluffing.", "She notes he is bluffing."),
    "not only a bluff": ("It was not just a ploy but a threat.", "It was just a ploy but a threat."),
    "whether it is a bluff or not": ("They wonder whether it is a ruse.", "It is a ruse, whether you like it."),
    "the possibility of a bluff": ("Perhaps it was a feint.", "Perhaps; it was a feint."),
    "no bluff": ("It was no bluff.", "It was no more than a bluff."),
    "denied to be a bluff": ("She denied it was a ploy.", "She denied it with a ploy."),
    "asked whether it is a bluff": ("Is it a ploy?", "Who wrote the ploy?"),
    "may be a bluff": ("They could be bluffing.", "They could say that bluffing is wrong."),
    "or a bluff": ("The threat is real or a ploy.", "The map is old or a ploy."),
    "a bluff or not": ("Bluff or not, it worked.", "Bluff or banter, it worked."),
}

NEWS = [
    ("She denied the rumors on Monday.", "rumors", "denied"),
    ("The rumors turned out to be false.", "rumors", "denied"),
    ("It is not a bluff, the minister said.", "bluff", "denied"),
    ("“This is not a bluff,” he said.", "bluff", "denied"),
    ("The agency neither confirmed nor denied the rumours.", "rumours", "asserted"),
    ("The agency would neither confirm nor deny the rumors.", "rumors", "asserted"),
    ("The agency refused to confirm or deny the claims.", "claims", "asserted"),
    ("The reports were dismissed as rumours.", "rumours", "denied"),
    ("The rumours, which he denied, spread.", "rumours", "denied"),
    ("There were rumours about no-deal.", "rumours", "asserted"),
    ("There were rumours of no confidence in the chair.", "rumours", "asserted"),
    ("She said the rumours were 'false'.", "rumours", "denied"),
    ("She said the rumors were “false”.", "rumors", "denied"),
    ("Is he bluffing?", "bluffing", "questioned"),
    ("Who is bluffing?", "bluffing", "asserted"),
    ("If he is bluffing, the price falls.", "bluffing", "questioned"),
    ("He called her bluff.", "called her bluff", "asserted"),
    ("I don't think he is bluffing.", "bluffing", "doubted"),
    ("I don’t think he is bluffing.", "bluffing", "doubted"),
    ("It proved to be a bluff.", "bluff", "confirmed"),
    ("The threat was dismissed as a bluff.", "bluff", "asserted"),
    ("They did not fall for the ruse.", "ruse", "asserted"),
    ("They could not see through the ruse.", "ruse", "asserted"),
    ("No doubt it was a bluff.", "bluff", "asserted"),
    ("She denied that the visit was a publicity stunt.", "publicity stunt", "denied"),
    ("She insisted that it was no publicity stunt.", "publicity stunt", "denied"),
    ("It was nothing but a bluff.", "bluff", "asserted"),
    ("There were unconfirmed rumours of a strike.", "rumours", "doubted"),
    ("The rumours of his death are exaggerated.", "rumours", "denied"),
    ("Are the rumours true?", "rumours", "questioned"),
    ("Why do rumours spread?", "rumours", "asserted"),
    ("If there is any truth to the rumours, he must go.", "rumours", "questioned"),
    ("Asked about the rumours, he did not comment.", "rumours", "asserted"),
    ("He failed to deny the rumours.", "rumours", "asserted"),
    ("She denied spreading rumours.", "rumours", "asserted"),
    ("He denied any fault amid allegations of fraud.", "allegations", "asserted"),
    ("The report put an end to speculation.", "speculation", "denied"),
    ("The report does not end the speculation.", "speculation", "asserted"),
    ("I will not speculate.", "speculate", "asserted"),
    ("Amid rumours of a split, he rejected a new contract.", "rumours", "asserted"),
    ("Her office denied on Monday that there was any truth in the rumours.", "rumours", "denied"),
    ("The company does not comment on rumors.", "rumors", "asserted"),
    ("The allegations have not been proven in court.", "allegations", "doubted"),
    ("None of the allegations has been proven.", "allegations", "doubted"),
    ("He called the allegations a smear.", "allegations", "denied"),
    ("He called the allegations serious.", "allegations", "asserted"),
    ("Meresh denied the raid and claimed Orsk had staged it.", "claimed", "asserted"),
    ("He insisted the rumours were not true.", "insisted", "asserted"),
    ("He insisted the rumours were not true.", "rumours", "denied"),
    ("He confirmed there were rumours.", "rumours", "asserted"),
    ("Anyone who thinks that Orsk is bluffing is wrong.", "bluffing", "denied"),
    ("There is no suggestion that the allegations are true.", "allegations", "asserted"),
    ("The trial proved the rumours wrong.", "rumours", "denied"),
    ("The rumours drew a swift denial.", "rumours", "denied"),
    ("The rumours did not stop.", "rumours", "asserted"),
    ("He does not care about the rumours.", "rumours", "asserted"),
    ("Officials have yet to confirm the rumors.", "rumors", "doubted"),
    ("The rumours – shared thousands of times – turned out to be baseless.", "rumours", "denied"),
    ("The rumour was started by a false report.", "rumour", "asserted"),
    ("He did not spread the rumours, his lawyer said.", "rumours", "asserted"),
    ("Rumours of a merger lifted the shares. The bank declined to comment.", "Rumours", "asserted"),
    ("Rumours of a merger lifted the shares. Rivals fell by two per cent.", "Rumours", "asserted"),
    ("The palace sought to dispel rumours about his health.", "rumours", "denied"),
    ("The photograph put an end to rumours that he had fled.", "rumours", "denied"),
    ("The arrest ended weeks of rumours about who would be charged.", "rumours", "asserted"),
    ("The statement did little to quash the rumours.", "rumours", "asserted"),
    ("The film broke its silence about the rumours.", "rumours", "asserted"),
    ("Don't believe the rumours.", "rumours", "doubted"),
    ("The minister called the reports “rumours”.", "rumours", "doubted"),
    ("The rumours remain unverified.", "rumours", "doubted"),
    ("Rumours about fake passports filled the town.", "Rumours", "asserted"),
    ("Rumours that he lied to the court spread.", "Rumours", "asserted"),
    ("The rumours were borne out by the audit.", "rumours", "confirmed"),
    ("It is unclear whether the rumours are true.", "rumours", "questioned"),
    ("There are rumours that he may resign.", "rumours", "asserted"),
    ("Rumours swirled that he would not run again.", "Rumours", "asserted"),
    ("He did not believe that rumours could hurt him.", "rumours", "asserted"),
    ("Rumours about his health have not stopped him.", "Rumours", "asserted"),
    ("The ministry said the rumours had no basis.", "rumours", "denied"),
    ("“Fake news,” he said of the rumours.", "rumours", "denied"),
    ("Rumours that no deal was near sank the pound.", "Rumours", "asserted"),
]


@cache
def _decided(make_articles: Articles) -> tuple[dict[str, list[tuple[str, str, str, str, str, str]]], int]:
    """For each sentence its hedges that can have a polarity: term, rule that decided, polarity, and their entry."""
    sentences = list(dict.fromkeys([*(one for pair in PAIRS.values() for one in pair), *(one for one, _, _ in NEWS)]))
    articles = make_articles(*sentences)
    articles.index = pd.Index([f"{number:03}" for number in range(len(sentences))], name="article_id")
    lexicon, tokens = fr.load_lexicon("hedging"), fr.tokenise(sentences)
    matches, first, last = match_part(articles, lexicon, part="text", tokens=tokens)
    keys = pd.MultiIndex.from_frame(lexicon.terms[["term", "category"]])
    entry = keys.get_indexer(pd.MultiIndex.from_frame(matches[["entry", "category"]]))
    names = [*(rule.name for rule in load_rules()), ""]
    number = decide(load_rules(), lexicon, tokens, entry=entry, first=first, last=last)
    polarity = decide_polarity(lexicon, tokens, entry=entry, first=first, last=last)
    found: dict[str, list[tuple[str, str, str, str, str, str]]] = {sentence: [] for sentence in sentences}
    wrong = 0
    columns = (matches[name].tolist() for name in ("article_id", "term", "entry", "code", "category"))
    for article, term, name, code, family, rule, place in zip(*columns, number, polarity, strict=True):
        if family in FAMILIES:
            found[sentences[int(article)]].append((term, names[rule], POLARITIES[place], name, code, family))
        else:
            wrong += int(place != -1)
    return found, wrong


def test_every_rule_has_its_pair() -> None:
    assert list(PAIRS) == [rule.name for rule in load_rules()]


@pytest.mark.parametrize("name", PAIRS)
def test_a_rule_decides_in_its_sentence_and_not_in_the_near_miss(make_articles: Articles, name: str) -> None:
    found, _ = _decided(make_articles)
    rule = next(rule for rule in load_rules() if rule.name == name)
    sentence, near_miss = PAIRS[name]
    assert [found[sentence][-1][1:3]] == [(name, rule.verdict)], found[sentence]
    _, decided, _, *entry = found[near_miss][-1]
    assert rule.is_for(*entry), f"the near miss of {name!r} has no term that the rule is for"
    assert decided != name, near_miss


@pytest.mark.parametrize(("sentence", "term", "polarity"), NEWS)
def test_an_ordinary_sentence(make_articles: Articles, sentence: str, term: str, polarity: str) -> None:
    hedges = {found[0]: found[2] for found in _decided(make_articles)[0][sentence]}
    assert hedges[term] == polarity


def test_families_that_name_nothing_have_no_polarity(make_articles: Articles) -> None:
    assert _decided(make_articles)[1] == 0
    hedges = fr.find_hedges(
        make_articles("It may certainly cost about 90, they never denied it, if true.", "No bluff.")
    )
    named = hedges["family"].isin(FAMILIES)
    assert hedges.loc[named, "polarity"].tolist() == ["denied"]
    assert set(hedges.loc[~named, "family"]) >= {"epistemic", "approximation"}
    assert hedges.loc[~named, "polarity"].isna().all()


def test_every_rule_is_for_entries_that_can_have_a_polarity() -> None:
    terms = fr.load_lexicon("hedging").terms
    named = terms[terms["category"].isin(FAMILIES)]
    for rule in load_rules():
        assert rule.terms <= set(named["term"]), (rule.name, rule.terms - set(named["term"]))
        assert rule.codes <= set(named["code"]), rule.name
        assert rule.families <= set(FAMILIES), rule.name


def test_the_words_of_rules_can_be_met() -> None:
    for rule in load_rules():
        for condition in (*rule.when, *rule.unless):
            words = condition.words | condition.stop_words
            assert fr.tokenise(sorted(words)).count_words().tolist() == [1] * len(words), rule.name
