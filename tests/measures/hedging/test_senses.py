"""The rules of senses.toml on sentences, both sides of each; and rules that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import LexiconError
from framing.measures.hedging.context import Condition
from framing.measures.hedging.rules import parse_rules
from framing.measures.hedging.senses import SENSES, load_rules

Articles = Callable[..., pd.DataFrame]

# sentence, term as printed, code where it is a hedge, else its sense (or "none" where it is no match)
METHODS = [
    ("Troops may attack.", "may", "modal"),
    ("On 5 May troops left.", "May", "other"),
    ("Then Mrs May said no.", "May", "other"),
    ("He could not see it.", "could", "other"),
    ("It could backfire.", "could", "modal"),
    ("They lost about 90 tanks.", "about", "rounder"),
    ("They met around Kherson.", "around", "other"),
    ("It is all about sharing.", "about", "other"),
    ("They think anything possible.", "possible", "other"),
    ("The storm claimed 12 lives.", "claimed", "other"),
    ("He claimed that they attacked.", "claimed", "distance"),
    ("It is a bluff.", "bluff", "bluff"),
    ("She called his bluff.", "called his bluff", "bluff"),
    ("They saw white bluffs above the river.", "bluffs", "other"),
    ("There were rumours, but no evidence.", "rumours", "rumour"),
    ("There were rumours, but no evidence.", "no evidence", "neg_evidence"),
    ("It is not certain.", "not certain", "adjective"),
    ("There is no doubt.", "there is no doubt", "booster"),
    ("She said he would come.", "would", "other"),
    ("It would be a heavy blow.", "would be", "would"),
    ("Some argue for war.", "Some argue", "weasel"),
    ("Some have helmets.", "Some", "other"),
    ("It failed one in four times.", "one in four", "numeric"),
    ("There were likely casualties.", "likely", "adverb"),
    ("It should not be forgotten.", "should", "none"),
    ("It ended on May 9, 2022.", "May", "other"),
    ("A feint?", "feint", "deception"),
]
RULES = [
    # approximation
    ("It took an hour or so.", "or so", "rounder"),
    ("It was warm or so they say.", "or so", "other"),
    ("They talked about it.", "about", "other"),
    ("Over the last three weeks it rained.", "Over", "other"),
    ("Over 300 people came.", "Over", "rounder"),
    ("It was flooded in some 40 villages.", "some", "rounder"),
    ("More than just words, it was.", "More than", "other"),
    ("More than 40 trucks came.", "More than", "rounder"),
    ("Some one else did.", "Some", "other"),
    ("It cost an estimated fortune.", "an estimated", "rounder"),
    ("It was kind of odd.", "kind of", "adaptor"),
    ("What kind of war is it?", "kind of", "other"),
    ("It was rather odd.", "rather", "adaptor"),
    ("It was this rather than that.", "rather", "other"),
    ("They were effectively at war.", "effectively", "adaptor"),
    ("They work more effectively.", "effectively", "other"),
    ("It was quite odd.", "quite", "ambiguous"),
    ("There were quite a few.", "quite", "other"),
    ("A would-be king came.", "would-be", "ambiguous"),
    # modals
    ("He came in May.", "May", "other"),
    ("They met in the week of May the 9th.", "May", "other"),
    ("Then Cornelia May rose to speak.", "May", "other"),
    ("Then Theresa May Resigns", "May", "other"),
    ("Meresh May Send 30 Tanks", "May", "modal"),
    ("May God help them.", "May", "other"),
    ("May I come in?", "May", "other"),
    ("It might be war.", "might", "modal"),
    ("They feared the military might of Meresh.", "might", "other"),
    ("It couldn’t be worse.", "couldn’t", "modal"),
    ("They couldn't open it.", "couldn't", "other"),
    ("It could not have been worse.", "could", "modal"),
    ("They could hear the water.", "could", "other"),
    ("Could you come?", "Could", "other"),
    ("They left early so they could rest.", "could", "other"),
    ("They did everything they could.", "could", "other"),
    # would and conditions
    ("She would like to go.", "would", "other"),
    ("He would often go.", "would", "other"),
    ("She would not comment.", "would not", "other"),
    ("If it rains, they go.", "If", "condition"),
    ("He asked them if it rained.", "if", "ambiguous"),
    ("It was as if it rained.", "as if", "ambiguous"),
    ("Close it in case of fire.", "in case", "other"),
    ("Close it in case they come.", "in case", "condition"),
    ("If anything, it was late.", "If anything", "other"),
    ("Should they fail, it is war.", "Should they", "ambiguous"),
    # epistemic
    ("He appeared in court.", "appeared", "other"),
    ("It appeared odd.", "appeared", "verb"),
    ("Come as soon as possible.", "possible", "other"),
    ("A possible attack was seen.", "possible", "adjective"),
    ("She has great potential there.", "potential", "other"),
    ("A potential attack was seen.", "potential", "adjective"),
    ("They believe in peace.", "believe", "other"),
    ("They believe that it is over.", "believe", "doxastic"),
    ("A think tank wrote it.", "think", "other"),
    ("They think it is over.", "think", "doxastic"),
    ("The suspect fled.", "suspect", "other"),
    ("They suspect that he fled.", "suspect", "doxastic"),
    ("She will assume office today.", "assume", "other"),
    ("They assume that it is over.", "assume", "doxastic"),
    ("No wonder that he left.", "wonder", "other"),
    ("They wonder who did it.", "wonder", "doxastic"),
    ("They probe the bank.", "probe", "other"),
    ("They probe whether he lied.", "probe", "investigate"),
    ("The disputed region is far.", "disputed", "other"),
    ("A preliminary hearing was held.", "preliminary", "other"),
    ("A preliminary count was held.", "preliminary", "adjective"),
    ("He is presumed innocent.", "presumed", "other"),
    ("They suggested leaving early.", "suggested", "other"),
    ("It suggests that they lied.", "suggests", "verb"),
    ("The margin of error was wide.", "margin of error", "other"),
    ("It is not possible.", "possible", "other"),
    # attribution
    ("They claimed responsibility for it.", "claimed", "other"),
    ("Weekly jobless claims fell.", "claims", "other"),
    ("They argued with her.", "argued", "other"),
    ("She argued that it was over.", "argued", "distance"),
    ("They maintain the road.", "maintain", "other"),
    ("They maintain that it is safe.", "maintain", "distance"),
    ("She insisted on it.", "insisted", "other"),
    ("She insisted it was over.", "insisted", "distance"),
    ("They contend with floods.", "contend", "other"),
    ("She asserted her authority.", "asserted", "other"),
    ("It went according to plan.", "according to", "other"),
    ("It was over, according to Vane.", "according to", "hearsay"),
    ("Property speculation rose.", "speculation", "other"),
    ("There was speculation in the press.", "speculation", "rumour"),
    # insincerity
    ("He lives in Council Bluffs today.", "Bluffs", "other"),
    ("Bluffs do not work.", "Bluffs", "bluff"),
    ("He was a bluff northerner.", "bluff", "other"),
    ("The Tahrir al-Sham fighters left.", "Sham", "none"),
    ("The vote was a sham.", "sham", "deception"),
    ("They fired decoy flares.", "decoy", "ambiguous"),
    ("It was all talk of war.", "all talk", "other"),
    ("She was all talk.", "all talk", "deception"),
    # boosters
    ("A certain man came.", "certain", "other"),
    ("It is certain.", "certain", "booster"),
    ("Make sure it works.", "sure", "other"),
    ("It was really late.", "really", "ambiguous"),
    ("It was clearly late.", "clearly", "booster"),
    ("It was not clearly late.", "clearly", "other"),
]

# rule | a sentence where it holds | a sentence where it must not; the term stands in brackets
BOTH_SIDES = """
rounder after a number | It was warm [or so] they say. | It took an hour [or so].
about a time or turn of phrase | They talked [about] it. | They lost [about] 90 tanks.
over and around a period or a place | It grew [over] the last three weeks. | It hit [over] 300 homes.
over a year | They fell out [over] 2019. | They lost [over] 2,019 tents.
over a number of years: during or more than | It grew [over] three years. | It grew to [over] three tons.
not more than a comparison | It was [more than] just words. | It took [more than] a dozen trucks.
some one or other | [Some] one else did. | It hit [some] 40 farms.
about, around, over, some: the number is not next | They sat [around] quiet tables. | They sat [around] 40 tables.
over as because of: a quoted number | They fell out [over] “40 lies”. | They told [over] 40 lies.
rounder before a number | They lost [nearly] 90 tanks. | They [nearly] lost the tanks.
rounder after a number's place | It cost [an estimated] fortune. | They lost [an estimated] 90 tanks.
rounder without a number | They [nearly] lost. | They lost [nearly] half.
kind as a sort of thing | What [kind of] war is it? | It was [kind of] odd.
rather than | It was this [rather] than that. | It was [rather] odd.
rather as a wish or a contrast | It was late, or [rather] early. | It was [rather] early.
quite a few | There were [quite] a few. | It was [quite] odd.
effectively as efficiently | They work more [effectively]. | They were [effectively] at war.
in effect as in force | The ban is [in effect]. | The ban, [in effect], failed.
quite as very | It was [quite] odd. | There were [quite] a few.
would-be: aspiring or so-called | A [would-be] king came. | A [so-called] king came.
month before a day or a year | It ended on the eve of [May] 9. | Vessa [May] Send Tanks
month before the day of an event | They met in the week of [May] the 9th. | They [may] meet the 9th corps.
month after a preposition | He came in [May]. | He [may] come.
May as a surname | Then Mrs [May] spoke up. | Then Mrs Vane [may] speak up.
May as a surname after a first name, outside a title in capitals | Then Cornelia [May] rose. | Vessa [May] Rise
May inside a sentence is a name or a month | It followed the [May] floods. | Vessa [May] Send Tanks
May as a surname that acts | [May] said no. | [May] Send Tanks
come what may, be that as it may | They will sail, come what [may]. | They [may] sail.
might as well | They [might] as well sail. | They [might] sail.
may as a wish | [May] the rains come. | The rains [may] come.
may as permission asked | [May] I come in? | I [may] come in.
may in a widget | You [may] also like this. | You [may] also lose this.
might as strength | They feared the naval [might] of Meresh. | They feared it [might] come.
couldn't: ability | They [couldn't] open it. | It [couldn't] be war.
could not be reached: ability | She [could] not be reached. | It [could] not be worse.
may refer to: a list of meanings | Oster [may] refer to two towns. | Oster [may] fall.
could not: ability | He [could] not open it. | It [could] not be worse.
could: ability of the senses | They [could] hear the water. | They [could] lose the water.
could be seen, heard, had: ability | The smoke [could be] seen. | The smoke [could be] harmful.
could: a skill or a capacity | The hall [could] seat ninety. | The hall [could] burn down.
could: request or purpose | [Could] you come? | They [could] come.
so that it could | They left so they [could] rest. | They [could] rest.
where, if, before they could: ability | They slept where they [could]. | They [could] attack.
as far as one could | They did everything they [could]. | They said they [could] attack.
would as a wish | She [would] like to go. | She [would] lose.
would as a habit | He [would] often go. | He [would] lose.
would as refusal | She [would not] comment. | It [would not] last.
would as the future in the past | She said he [would] come. | Tolls [would] rise under the plan.
would in a question of what is wanted | [Would] you come? | Tolls [would] rise under the plan.
if after a distant question | They asked the old man at the gate [if] it rained. | They will go [if] it rains.
had he: inversion opens the clause | Nor [had he] met them. | [Had he] met them, it was war.
provided as gave | The town, [provided] water pumps. | They will sign, [provided] they are paid.
provided, without a break before it | It was all [provided] there. | They will sign, [provided] there is peace.
provided it to somebody | They took bread and [provided] it to guests. | They will sign, [provided] it is fair.
barring as shutting out | It passed a law, [barring] trucks. | They will win, [barring] a miracle.
barring, without a break before it | It passed a law [barring] any truck. | They will win, [barring] any miracle.
conditional as a term | They wrote a [conditional] clause. | They made a [conditional] offer.
a contingent of people | A [contingent] of troops left. | The offer is [contingent on] peace.
as long as possible | They stayed [as long as] possible. | They stay [as long as] it rains.
as long as a measure | It ran [as long as] three hours. | They stay [as long as] three guards stay.
as long as a time | He stayed for [as long as] it rained. | They stay, [as long as] it rains.
the worst case of a computation | Its [worst-case] running time is short. | Its [worst-case] plan is war.
assuming the office | He left on [assuming the] presidency. | He will win, [assuming the] vote is fair.
if as whether | He asked them [if] it rained. | They go [if] it rains.
if anything, if not | It was late [if] not, in truth, over. | They go [if] not stopped by rain.
if anything | [If anything], it was late. | [If any] came, it was late.
even if: conceded or supposed | They go [even if] it rains. | They go [only if] it rains.
as if: a comparison | It was [as if] it rained. | They go [only if] it rains.
until proven guilty | He is clean [until proven] guilty. | It is a guess [until proven] true.
in case of | Close it [in case] of fire. | Close it [in case] they come.
should in inversion opens the clause | They know what [should he] do. | [Should he] fail, it is war.
a question of what should be | [Should they] fail, it is war. | They know what [should they] do.
were to: a plan in the plural | They [were to] meet. | If they [were to] meet, it is war.
subject to a rule | It is [subject to] the law. | It holds [only if] it rains.
appear before an audience | He [appeared] twice. | He [appeared] weak.
as it appears in print | It [appeared] in court. | It [appeared] likely.
appear to somebody: a vision | A saint [appeared] to him. | A saint [appeared] to weep.
a capital inside a sentence: a title or a name | She wrote the novel [Fear] in her youth. | They [fear] it burns.
as possible | Come as soon as [possible]. | A [possible] attack was seen.
possible whenever | They came whenever [possible]. | A [possible] raid was seen.
possible to do: ability | It is [possible] to vote by post. | It is [possible] that they vote.
possible values: all that there are | It is a [possible] value of the scale. | It is a [possible] leak.
possibility as an opening | It gave them the [possibility] to learn. | There is a [possibility] that they learn.
possibility of parole | He got life without, or with, the [possibility] of parole. | She saw the [possibility] of war.
possibilities as choices | The town has many [possibilities]. | They saw [possibilities] that it fails.
potential as talent | She has great [potential] there. | A [potential] attack was seen.
potential as a noun | They saw the [potential] in trade. | A [potential] attack was seen.
the potential for something: a chance or a gift | It has seen the [potential] for growth. | A [potential] loss was seen.
potential energy and other terms of physics | The [potential] energy fell. | The [potential] attack fell flat.
apparent as plain to see | It was [apparent] that he lied. | It was an [apparent] lie.
apparent as a term | The star’s [apparent] magnitude rose. | The [apparent] lie was found.
theoretical as scholarly | He taught [theoretical] physics. | It was a [theoretical] danger.
preliminary as not final | A [preliminary] hearing was held. | A [preliminary] count was held.
probability as a science | He taught [probability] theory. | There is a [probability] that he taught.
maximum likelihood, conditional probability | It is a maximum [likelihood] method. | It has a [likelihood] of failure.
probable cause | They had [probable] cause to search. | The [probable] leak was found.
unknown as not famous | She was a relatively [unknown] singer. | The cause is [unknown].
unknown to somebody | The cause was [unknown] to them. | The cause was [unknown].
not known for | She is [not known] for patience. | The cause is [not known].
at risk of: exposed | They are at [risk of] war. | There is a [risk of] war.
risk raised or lowered: a rate | Smoke raises the [risk of] gout. | There is a [risk of] war.
dubious as of low worth | It has the [dubious] honour. | It is a [dubious] claim.
uncertainty of a measurement | He taught the [uncertainty] principle. | There was [uncertainty] about him.
unpredictable as moody | He is an [unpredictable] man. | The outcome is [unpredictable].
murky water | They swam in [murky] water. | The facts are [murky].
every conceivable, any plausible | They tried every [conceivable] key. | It is [conceivable] that they tried.
ambiguous in character | It was a morally [ambiguous] tale. | The wording is [ambiguous].
a question mark in writing | It ends with a [question mark]. | It puts a [question mark] over the deal.
touch-and-go on the runway | They did [touch-and-go] landings. | It was [touch-and-go] for her.
unresolved, unsettled: no question | They had [unresolved] anger. | The matter is [unresolved].
a bill comes up for debate | The bill came [up for debate]. | The date is [up for debate].
unconvinced voters | Many [unsure] voters stayed home. | She is [unsure] who won.
a man who knows | He is a man [who knows] what he wants. | [Who knows] what he wants?
nobody knows better | [Nobody knows] better than she. | [Nobody knows] who did it.
potential customers: who may come into a part | They wrote to [potential] customers. | They saw [potential] damage.
prospective students: to come | They met [prospective] students. | They met a [prospective] heir.
likely voters in a poll | It asked 900 [likely] voters. | It is [likely] that voters left.
theory and practice | They taught [in theory] and practice. | It works, [in theory].
love at first sight | It was love [at first sight]. | It was, [at first sight], lost.
likely as probably of kind | It was war, as [likely] as rain. | It was [likely] war.
think of, think tank | A [think] tank wrote it. | They [think] it is over.
I don't believe in it | [I don't believe] in ghosts. | [I don't believe] it rained.
thought to do: an intention | He [thought to] leave. | It is a weed [thought to] cure gout.
thought as an intellectual tradition | The old [thought] and rule fell. | There he [thought] and she agreed.
consider as weigh or bear in mind | They will [consider] the plan. | They [consider] him to be a fraud.
consider it as weigh it | They will [consider] it carefully. | They [consider] it a fraud.
considered as weighed or intended | She [considered] leaving town. | It is now [considered] a fraud.
considered by a committee, for a post | The bill [was considered] by the board. | The bill [was considered] a fraud.
being considered: on the table | It is being [considered] today at noon. | It was long [considered] lost.
seen by the eye | He was last [seen as] he left. | He [is seen as] weak.
held by a court | The ban [was held to be] unlawful. | The tale [was held to be] true.
being considered as a candidate | She is being [considered as] mayor. | She is often [considered as] weak.
deem fit: a ruling | They [deemed] it necessary. | They [deemed] him weak.
perceived as sensed | He [perceived] smoke. | They feared a [perceived] threat.
perceived by the senses | Any [perceived] by dogs is loud. | Any [perceived] threat is met.
contemplate as look at or plan | They [contemplate] war. | They [contemplate] whether it is war.
inference as a method | He taught [inference]. | It was the [inference] that he lied.
the name of a hypothesis | They kept the null [hypothesis]. | They had a bold [hypothesis].
highly anticipated: awaited | It was a highly [anticipated] film. | They [anticipated] that it fails.
anticipate as forestall or await | They [anticipate] the blow. | They [anticipate] that it comes.
expected value | Its [expected] value is nine. | Its [expected] fall came.
estimated number: a quantity | The [estimated] 90 guests left. | The [estimated] cost rose.
expecting a child | She is [expecting] her first child. | She is [expecting] a storm.
projected on a screen | A face was [projected] onto a wall. | The [projected] gap is wide.
forecasting as a trade | He read the weather [forecast]. | He read the sales [forecast].
a reckoning | It was a day of [reckoning]. | It was over by his [reckoning].
reckoned with | They [reckoned] with rain. | They [reckoned] it was over.
guessing game | They played a [guessing] game. | They are [guessing] that it rains.
thought and thinking as nouns | The [thought] hurt him. | They [thought] it was over.
believe in, believe me | They [believe] in peace. | They [believe] that it is over.
not to be believed | It is hard to [believe] that he lied. | They [believe] that he lied.
doubt as a noun of none | She never had [doubts] then. | She had [doubts] then.
expect as a demand or a standard | It was better than [expected]. | They [expected] that it fails.
expected, with nothing that is expected | It came as we [predicted]. | They [predicted] that it comes.
supposed to: a duty or a plan | They are [supposed to] pay. | They [are believed to] pay.
suspect as a person | The [suspect] fled. | They [suspect] that he fled.
suspects who did or suffered something | Armed [suspects] were seen. | She [suspects] that he was seen.
suspects as persons | Two armed [suspects] ran off. | She [suspects] he ran off.
assume office | She will [assume] office today. | They [assume] that it is over.
assume as take on | It [assumed] the look. | It [assumed] the look was false.
assumption of power, feast of the Assumption | It came with [assumption] of power. | It was an [assumption] of guilt.
estimated tax | They pay an [estimate] tax. | They made an [estimate].
fear of a person | They [fear] dogs. | They [fear] it bites.
imagine as invite | [Imagine] it rains. | They [imagine] it rains.
wonders of the world | It is one of many [wonders] of the world. | She [wonders] who did it.
wonder as marvel | It is no [wonder] he left. | They [wonder] who did it.
whether or not: regardless | They go [whether or not] it rains. | They ask [whether] it rains.
an investigation is a procedure | They [probe] the bank. | They [probe] whether he lied.
trying to establish oneself | They were [trying to establish] a school. | They were [trying to establish] who lied.
see if, know if | They do not [know if] he lied. | They ask [whether] he lied.
disputed land | The [disputed] region is far. | The [disputed] claim is old.
disputed by somebody | It is [disputed] by kin. | It is a [disputed] claim.
disputed as an act | She [disputed] the bill. | The [disputed] bill is old.
reasonable doubt in court | The standard of [reasonable doubt] held. | It left [reasonable doubt].
presumed innocent | He is [presumed] innocent. | He is [presumed] dead.
the man in question | The man [in question] left. | The deal is [in question].
had not known | They had [not known] this. | The cause is [not known].
no risk | There is no [risk of] war. | There is a [risk of] war.
share of a group | It hit [one in four] women. | It fails [one in four] times.
survey error | The [margin of error] was wide. | The [odds of] it are low.
hint as advice | She gave a [hint]. | They [hint] that he left.
suggest as a proposal | They [suggested] leaving. | It [suggested] that they lied.
suggestion as a proposal | She made a [suggestion]. | She denied any [suggestion] that he lied.
suggested price | The [suggested] price rose. | The [suggested] link was weak.
suggest that something should be | They [suggest] that she should go. | They [suggest] that she left.
belief as a conviction of what should be | They [believe] she should go. | They [believe] she left.
expectations as a standard | It met all [expectations]. | There are [expectations] of war.
let us assume | Let us [assume] it rains. | They [assume] it rains.
as the name says | As the name [suggests], it is red. | The blood [suggests] a crime.
signs and symbols that stand for something | The arrow [indicates] north. | The blood [indicates] a crime.
implied by law | It is an [implied] warranty. | It is an [implied] threat.
signal as an act | They held [signs that] read “No”. | There are [signs that] it fails.
tend as care | They [tend to] the sick. | They [tend to] win.
made to look like | It was made to [look like] war. | It does [look like] war.
looks like a thing: resemblance | He [looked like] a bear. | It [looked like] rain.
as if felt | It [felt as if] it rained. | It [looked as if] it rained.
a hint of garlic | It had a [hint] of lemon. | They [hint] that it rained.
indications in medicine and trade | The [indications] for the drug are few. | The [indications] are bad.
indicate by a sign | It is [indicated] by the law. | It [indicated] a crime.
looks like a thing | He saw what [looked like] smoke. | It [looked like] smoke.
pointing to a thing | They [pointed to] the gate. | It is [indicative of] a crime.
confident that: doubt or trust | She is [confident that] he lied. | She is [worried that] he lied.
unsupported, but not for want of proof | It was an [unsupported] wall. | It was an [unsupported] claim.
negated hedge | It is not [possible]. | It is [possible].
claim lives, responsibility, a prize | They [claimed] responsibility for it. | They [claimed] that he did it.
claim a number of dead | It [claimed] 40 cattle. | It [claimed] 40 were there.
insurance and benefit claims | Weekly jobless [claims] fell. | Her [claims] were false.
claims of asylum and of right | The refugee wrote [claims] down. | The mayor wrote [claims] down.
talk of the town | It is the [talk of] the town. | There is [talk of] the end.
we argue: the writer's own claim | We [argue] that it fails. | They [argue] that it fails.
argue as quarrel | They [argued] with her. | They [argued] that she lied.
maintain as an aim | They want to [maintain] that they are safe. | They [maintain] that they are safe.
maintain as keep | They [maintained] the road. | They [maintained] that it is safe.
insist on, insist upon | She [insisted] on it. | She [insisted] it was over.
contend with | They [contend] with floods. | They [contend] that it floods.
assert control | She [asserted] her authority. | She [asserted] that it floods.
according to plan | It went [according to] plan. | It was over, [according to] Vane.
reported to an office | A leak [was reported to] the police. | The pump [was reported to] have failed.
it was reported to an office | [It was reported] to the police. | [It was reported] to have failed.
market speculation as trade | Property [speculation] rose. | There was [speculation] in the press.
concern as worry | They heard my [fears of] war. | There were [fears of] war.
the word is a word | The old [word is] easy to spell. | And [word is] he left.
the word is derived | [Word is] a noun. | [Word is] he left.
talk that way | They [talk that] way. | There was [talk that] he left.
chatter as noise | The [chatter] of birds rose. | There was [chatter] about a raid.
apocryphal books | They read [apocryphal] books. | It is an [apocryphal] tale.
whisper as a low voice | They [whisper] in church. | They [whisper] that he left.
some say as some do | They met [some critics] there. | They met [some critics] who say so.
bluffs as a place name | He lives in Council [Bluffs] today. | [Bluffs] do not work.
a place called Bluff | They moved to [Bluff] last year. | It came to [bluff] and counter-threat.
bluffs by the water | They saw [bluffs] along the coast. | They saw [bluffs] in the talks.
a high bluff above the sea | They stood on a high [bluff] for hours. | They saw a [bluff] for hours.
in a list of videos | Replay More Videos JUST WATCHED Marsh on the [rumours] | We watched them spread [rumours] just so.
bluff as hearty | He was a [bluff] northerner. | It was a [bluff] of theirs.
a name in Arabic | They fled Vessa [Sham] today. | The vote was a [sham].
decoys and feints in the field | They fired [decoy] flares. | The offer was a [decoy].
all talk of a thing | It was [all talk] of war. | She was [all talk].
fake as counterfeit | They sold [fake] coins. | They showed [fake] outrage.
performative in the study of language | He taught [performative] verbs. | It was [performative] anger.
the facade of a building | They painted the [facade]. | It was a [facade] of calm.
the facade of a church | They painted the [facade] of the church. | It was a [facade] of calm.
kept for show | The cow was bred [for show]. | It was all [for show].
hot air in a balloon | They flew a [hot air] balloon. | Her vow is [hot air].
stage-managed in the theatre | She [stage-managed] the play. | They [stage-managed] the vote.
pretending, as play or as deceit | They [pretend] to sleep. | They [feign] sleep.
delay and daring, open or pretended | They are [buying time]. | It was a [ruse].
show, as style or as deceit | It was mere [bravado]. | It was a [ruse].
certain as some | A [certain] man came. | It is [certain].
make sure | Make [sure] it works. | It is [certain].
really as a degree | It was [really] late. | It was [clearly] late.
must have: a demand | They [must have] a pass. | They [must have] lost.
no way to know for certain | They don't know it [for certain]. | They know it [for certain].
bound by a tie | He is legally [bound to] her. | It is [bound to] fail.
the truth as a thing | [The truth is] sought by all. | [The truth is] that he lied.
obvious as a noun | They stated the [obvious]. | It is [obvious].
denied certainty | It was not [clearly] late. | It was [clearly] late.
"""
SIDES = [line.split(" | ") for line in BOTH_SIDES.strip().split("\n")]


@pytest.fixture(scope="module")
def uses(make_articles: Articles) -> dict[str, pd.DataFrame]:
    """Every term of every sentence, whatever its sense."""
    marked = [sentence for _, *sentences in SIDES for sentence in sentences]
    sentences = [sentence for sentence, _, _ in METHODS + RULES] + [unmark(sentence) for sentence in marked]
    articles = make_articles(*dict.fromkeys(sentences))
    found = dict(tuple(fr.find_hedges(articles, senses="all").groupby("article_id")))
    none = pd.DataFrame({"term": []})
    texts = zip(articles.index.tolist(), articles["text"].tolist(), strict=True)
    return {text: found.get(name, none) for name, text in texts}


def unmark(sentence: str) -> str:
    return sentence.replace("[", "").replace("]", "")


@pytest.mark.parametrize(("sentence", "term", "expected"), METHODS + RULES)
def test_a_term_in_its_sentence(uses: dict[str, pd.DataFrame], sentence: str, term: str, expected: str) -> None:
    rows = uses[sentence]
    rows = rows[[printed.lower() == term.lower() for printed in rows["term"].tolist()]]
    assert len(rows) == (expected != "none")
    for row in rows.itertuples():
        assert (row.code if row.sense == "hedge" else row.sense) == expected


@pytest.mark.parametrize(("name", "holds", "must_not"), SIDES, ids=[name for name, _, _ in SIDES])
def test_both_sides_of_a_rule(uses: dict[str, pd.DataFrame], name: str, holds: str, must_not: str) -> None:
    for sentence, holding in ((holds, True), (must_not, False)):
        rows = uses[unmark(sentence)]
        rows = rows[(rows["start"] == sentence.index("[")) & (rows["end"] == sentence.index("]") - 1)]
        assert len(rows) == 1, sentence
        assert (rows["rule"].iloc[0] == name) == holding, sentence


def test_every_rule_has_a_sentence_on_both_sides() -> None:
    assert [name for name, _, _ in SIDES] == [rule.name for rule in load_rules()]


def test_the_table_has_sentences_of_our_own() -> None:
    assert len(set(RULES)) == len(RULES) >= 50
    assert len({expected for _, _, expected in METHODS + RULES} - {"none", "other", "ambiguous"}) >= 15


def test_every_rule_is_for_entries_of_the_lexicon() -> None:
    terms = fr.load_lexicon("hedging").terms
    for rule in load_rules():
        assert rule.terms <= set(terms["term"]), rule.name
        assert rule.codes <= set(terms["code"]), rule.name
        assert rule.families <= set(terms["category"]), rule.name
        assert set(terms["code"]) & rule.codes or rule.terms or rule.families, rule.name


def test_no_rule_stands_behind_one_that_always_decides() -> None:
    terms = fr.load_lexicon("hedging").terms
    rows = list(zip(terms["term"].tolist(), terms["code"].tolist(), terms["category"].tolist(), strict=True))
    decided: set[str] = set()
    for rule in load_rules():
        own = {row[0] for row in rows if rule.is_for(*row)}
        assert not own <= decided, rule.name
        if not rule.when and not rule.unless:
            decided |= own


def test_the_words_of_rules_can_be_met() -> None:
    for rule in load_rules():
        for condition in (*rule.when, *rule.unless):
            for word in condition.words:
                assert fr.tokenise([word]).count_words().tolist() == [1], (rule.name, word)


def test_the_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in load_rules()]
    assert len(set(names)) == len(names)


RULE = '[[rule]]\nname = "a"\nterms = ["may"]\nsense = "other"\n'


def test_a_rule_is_read() -> None:
    text = RULE + 'when = [{ at = [1, -2], is = ["Don’t", "NUMBER"] }]\nunless = [{ at = 0, text = "lower" }]'
    (rule,) = parse_rules(text, about="sense", verdicts=SENSES)
    assert (rule.name, rule.verdict, rule.terms) == ("a", "other", frozenset({"may"}))
    assert rule.when == (Condition((1, -2), frozenset({"don't"}), ("NUMBER",)),)
    assert rule.unless == (Condition((0,), text="lower"),)


@pytest.mark.parametrize(
    "text",
    [
        RULE.replace('name = "a"', ""),
        RULE.replace('sense = "other"', 'sense = "metaphor"'),
        RULE.replace('sense = "other"', ""),
        RULE.replace("terms =", "words ="),
        RULE.replace('terms = ["may"]', ""),
        RULE.replace('["may"]', "[]"),
        RULE + RULE,
        RULE.replace("[[rule]]", "[[rules]]"),
        RULE + 'when = [{ at = 1, is = ["VERB"] }]',
        RULE + 'when = [{ at = "1", is = ["the"] }]',
        RULE + 'when = [{ is = ["the"] }]',
        RULE + "when = [{ at = 1 }]",
        RULE + 'when = [{ at = 1, was = ["the"] }]',
        RULE + 'when = [{ at = 1, is = ["FIRST"] }]',
        RULE + 'when = [{ at = -1, text = "lower" }]',
        RULE + 'when = [{ at = [0, 1], is = ["NUMBER"] }]',
        RULE + 'when = [{ at = 0, text = "italic" }]',
    ],
)
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(LexiconError, match=r"head of senses\.toml|use at"):
        parse_rules(text, about="sense", verdicts=SENSES)
