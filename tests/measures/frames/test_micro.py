"""Sentences written for each frame: what must speak for it, and beside it what looks alike and must not."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing.measures.frames as frames

Articles = Callable[..., pd.DataFrame]

PAIRS = {
    "responsibility_government_able": [
        ("Lawmakers proposed a ban on the trade.", "Federal law enforcement officials were there."),
        ("The government must tackle the housing shortage.", "The shortage of houses surprised the agents."),
        ("Parliament passed a law on clean air.", "The train passed a village in clean air."),
        ("Campaigners called on ministers to end the queues.", "Campaigners called at noon to end the queue."),
        ("The council plans to fix the broken lifts.", "The lifts were broken on the ninth floor."),
        ("He signed an executive order on Monday.", "He signed an autograph on Monday."),
        ("Ministers pledged to tackle the shortage of nurses.", "The president will address the nation on Monday."),
        ("Campaigners urged the government to end the queues.", "They urged officials to hand over the letters."),
    ],
    "responsibility_government_responsible": [
        ("The ministry failed to warn the villages.", "The engine failed in the village."),
        ("Critics blamed the mayor for the delay.", "The delay lasted for an hour."),
        ("Years of government inaction left the dykes to rot.", "The dykes had stood for years."),
        ("The mayor ignored the warnings.", "The states created the union."),
        ("Officials ignored the warnings for years.", "The senate repealed the clause in May."),
    ],
    "responsibility_solution": [
        ("Engineers put forward a solution.", "The salt is dissolved in water."),
        ("The plan would reduce the risk.", "The sauce should be reduced by half."),
        ("Doctors proposed reforms.", "He had proposed marriage twice."),
        ("They came up with a plan.", "Perhaps the answer is yes."),
        ("They sought sweeping reforms of the bank.", "The office for disease control and prevention has moved."),
    ],
    "responsibility_group_responsible": [
        ("Residents hold the company accountable.", "The company holds a party each year."),
        ("Drivers were to blame, the inquiry said.", "Nobody was hurt, the inquiry said."),
        ("The spill was caused by negligence.", "The spill was cleared by noon."),
        ("The owner was responsible for the fire.", "The clerk is responsible for overseeing the archive."),
        ("The flood was the fault of the owners.", "They came here through no fault of their own."),
    ],
    "responsibility_urgency": [
        ("Time is running out for the reef.", "The children were running out of the school."),
        ("Urgent action is needed.", "The action takes place in Verona."),
        ("The country reached a tipping point.", "She was taken to the emergency room."),
        ("They must act now.", "They set a 60-day deadline."),
        ("The village is in dire need of water.", "Urgent: read our letter to members."),
        ("We must act now.", "There was no imminent attack."),
    ],
    "human_interest_human_face": [
        ("Nora Brandt, a farmer in the valley, looked at the sky.", "Farming is common in the valley."),
        ("A 34-year-old mother was carried from the house.", "A 34-page report was carried from the house."),
        ("I grew up beside that river.", "Trees grew beside that river."),
        ("On Monday Nora Brandt, 34, of Millford, lost her job.", "On May 12, 34, of the jobs were lost."),
        ("She is a mother of two.", "The low teens are expected, and two neighbours of Egypt agree."),
        ("Single mother of three, she waited for an hour.", "When I was a student, the tram still ran."),
    ],
    "human_interest_emotion": [
        ("The heartbroken parents wept.", "The parents met the teacher."),
        ("It was a tragedy, and the town is grieving.", "It was a comedy, and the town is growing."),
        ("The families were terrified.", "He pleaded guilty."),
        ("Grieving parents held each other.", "They were almost powerless to preserve the accord."),
        ("The soldiers killed innocent civilians.", "A man is innocent until proven guilty."),
        ("The children were separated from their mothers.", "They keep a separate roster from citizens."),
        ("The fire was a horrible tragedy.", "The flu is sickening thousands."),
    ],
    "human_interest_affected": [
        ("Families lost their homes.", "The ministry lost its appeal."),
        ("The floods displaced thousands of people.", "The floods filled the reservoir."),
        ("Workers suffer most.", "The roof suffers most."),
        ("The storm killed at least 12 people.", "The amendment killed the bill."),
        ("It would leave millions without insurance.", "It would leave the question without an answer."),
        ("Flooded families were left behind.", "The senate debated the No Child Left Behind Act."),
    ],
    "human_interest_private_life": [
        ("She lives there with her husband.", "She works there with a colleague."),
        ("His childhood was unhappy.", "His speech was short."),
        ("The actor got married in June.", "The actor got an award in June."),
        ("His daughter, Ada, called him at night.", "Our daughter language has no cases."),
        ("She was pregnant with twins.", "The ban begins after 20 weeks of pregnancy."),
        ("He lives in the hills with his wife.", "The speech was divorced from reality."),
        ("She spoke of the death of her father.", "The firm gave money to his brother's campaign."),
    ],
    "conflict_disagreement": [
        ("The two ministers disagree.", "The two ministers agreed."),
        ("The unions clashed with the owners.", "The unions dined with the owners."),
        ("The bill met fierce opposition.", "The bill for dinner was settled."),
        ("It is a long dispute.", "It is a conflict of interest."),
        ("There is a fierce debate over the dam.", "The third presidential debate is on Friday."),
        ("The minister strongly denied the claims.", "The traveller was denied a visa."),
        ("The two clans fought for years.", "Nurses are battling the virus."),
        ("Critics of the plan spoke first.", "The restaurant critic liked the soup."),
    ],
    "conflict_reproach": [
        ("She accused the mayor of cheating.", "She excused the mayor for leaving."),
        ("He called the report a hoax.", "He called the reporter at noon."),
        ("The senator lashed out at his rival.", "The sailor lashed the barrels to the mast."),
        ("They criticised the plan.", "They read the plan."),
        ("They criticized the plan.", "He survived a heart attack."),
        ("She accused him of lying.", "He was tried with two clients accused of rape."),
        ("They called the plan ridiculous.", "A far-right party won two seats."),
    ],
    "conflict_sides": [
        ("Both sides claim the law.", "Both socks are wet."),
        ("Some want the bridge, while others want the ferry.", "Some want the bridge."),
        ("Supporters cheered, and opponents booed.", "Spectators cheered, and children laughed."),
        ("Critics said the law went too far.", "Police said the road was closed."),
        ("Republicans and Democrats disagree on the road.", "Trees grow on either side of the road."),
        ("Both sides of the debate were heard.", "A bipartisan agreement was signed."),
    ],
    "conflict_winners": [
        ("The party lost the election.", "The child lost the key."),
        ("It was a landslide victory.", "It was a landslide after the rain."),
        ("There will be winners and losers.", "The award-winning author spoke."),
        ("She won the race for mayor.", "Common sense won out in the end."),
        ("She will win the election.", "The plan is likely to win final approval."),
        ("The mayor defeated his rival.", "The army has a manual for defeating insurgent groups."),
    ],
    "morality_message": [
        ("It is a moral duty.", "It is a mortal danger."),
        ("That is unjust and shameful.", "That is unlikely and strange."),
        ("They demand justice for the dead.", "The justice department declined."),
        ("It is morally wrong to look away.", "In all fairness, the banner is about litter."),
        ("The treatment of prisoners is unjust.", "She directs human rights at the council."),
        ("It is wrong to lie to children.", "Were those sources wrong about the date?"),
    ],
    "morality_religion": [
        ("The bishop spoke of God and sin.", "The builder spoke of gold and tin."),
        ("They prayed in the mosque.", "They played in the moss."),
        ("The pope wrote of creation.", "Talks were held in good faith."),
        ("They went to church on Sunday.", "He had his own cult of personality."),
        ("Thousands of Muslim worshippers came to the feast.", "The jihadists hold two towns in the Muslim world."),
        ("She thanked God.", "God help us, said the trader."),
    ],
    "morality_prescription": [
        ("We must waste less.", "The mustard went to waste."),
        ("People should treat their neighbours well.", "The show should start at nine."),
        ("Do the right thing.", "Turn to the right."),
        ("Everyone should wear a mask.", "Let's see what the court decides."),
        ("We must respect our neighbours.", "We have to leave at nine."),
        ("You must never lie.", "Soon it is time to vote."),
    ],
    "economic_gains_losses": [
        ("Profits fell by a third.", "Prophets spoke to a third."),
        ("The mine made $4 million last year.", "The mine made 4 headlines last year."),
        ("The plant shed 300 jobs.", "The dog shed its hair."),
        ("The city went bankrupt.", "The city went quiet."),
        ("Stocks fell sharply.", "He owes her a debt of gratitude."),
        ("Revenues rose by 3 percent.", "She asked higher taxes of the wealthy."),
        ("The firm lost $3 million.", "He touted his $100 donation to the club."),
        ("The proceeds of the sale doubled.", "The judge proceeds with the case."),
    ],
    "economic_costs": [
        ("The repairs cost £3m.", "The coast is 3 miles away."),
        ("They paid 40 cents.", "They waited at all costs."),
        ("Taxpayers foot the bill.", "Hikers bathe their feet."),
        ("The subsidies are expensive.", "The answers are extensive."),
        ("The trial cost the state $2 million.", "They were spending months on recruiting volunteers."),
        ("They spent $40 million on advertisements.", "The jury heard the tax fraud case."),
        ("Families face high deductibles.", "He mixed up copays with deductibles."),
        ("Many cannot afford to pay.", "The team cannot afford to leave the wing open."),
    ],
    "economic_consequences": [
        ("The ban would hurt the economy.", "The fall hurt his knee."),
        ("Leaving would destroy jobs in the region.", "Leaving was sad for Steve Jobs."),
        ("Prices would rise.", "The balloon would rise."),
        ("The tariffs cost thousands of jobs.", "Others found jobs in the port and stayed."),
        ("The strike led to job losses.", "His children run his businesses."),
        ("It was a blow to local businesses.", "The bill has no money for fiscal 2019."),
        ("The closure would damage local businesses.", "He took money from the fossil fuel industries."),
    ],
}


@pytest.fixture(scope="module")
def found(make_articles: Articles) -> dict[str, set[str]]:
    """From each sentence to the items it speaks for, found in one pass."""
    texts = [text for pairs in PAIRS.values() for pair in pairs for text in pair]
    articles = make_articles(*texts)
    matches = frames.find_frames(articles)
    said = matches.groupby("article_id")["item"].agg(set).to_dict()
    return {text: said.get(key, set()) for key, text in articles["text"].items()}


@pytest.mark.parametrize("item", list(PAIRS))
def test_the_first_of_each_pair_speaks_for_the_item_and_the_second_does_not(
    found: dict[str, set[str]], item: str
) -> None:
    for speaks, does_not in PAIRS[item]:
        assert item in found[speaks], speaks
        assert item not in found[does_not], does_not


def test_every_item_of_the_scheme_has_its_sentences() -> None:
    assert set(PAIRS) == set(frames.load_scheme().items.index)
    frame_of = frames.load_scheme().items["frame"]
    assert all(sum(2 * len(PAIRS[item]) for item in PAIRS if frame_of[item] == frame) >= 12 for frame in set(frame_of))


def test_british_and_american_spelling_say_the_same(make_articles: Articles) -> None:
    british = make_articles("They criticised and subsidised the neighbours and traumatised us: dishonourable.")
    american = make_articles("They criticized and subsidized the neighbors and traumatized us: dishonorable.")
    found = [frames.find_frames(one)["item"].tolist() for one in (british, american)]
    assert found[0] == found[1]
    assert len(found[0]) >= 4
