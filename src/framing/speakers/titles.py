"""Words that go with names: titles, bodies, plain words for people."""

from __future__ import annotations

__all__ = [
    "BEFORE_TITLES",
    "BODIES",
    "COMMON",
    "LOCATING",
    "ORGANISATIONS",
    "PLACES",
    "PLURALS",
    "SHORT",
    "SUFFIXES",
    "TITLES",
    "TOLD",
]

TITLES = frozenset(
    "mr mrs ms miss dr president senator sen representative rep governor gov prime minister secretary "
    "general gen colonel "
    "col lieutenant lt sergeant sgt captain capt commander cmdr admiral adm major maj judge justice "
    "chancellor king queen "
    "prince princess pope sir lord lady dame reverend rev father sheriff mayor chairman chairwoman chair "
    "speaker professor "
    "prof ambassador attorney congressman congresswoman officer detective inspector chief deputy vice "
    "former ex-president "
    "leader director spokesman spokeswoman spokesperson councilman councilwoman commissioner superintendent rabbi imam "
    "archbishop bishop cardinal sister brother whip treasurer candidate nominee republican democrat democratic press "
    "hon honorable assemblyman assemblywoman premier taoiseach ayatollah sheikh lawyer coach ceo then- "
    "president then-sen "
    "hopeful administrator brig messrs agent economist undersecretary under-secretary congressmember".split()
)  # fmt: skip
BEFORE_TITLES = frozenset(
    "house senate majority minority foreign defense defence interior finance state home treasury health labor labour "
    "justice police army white us u.s u.k uk gop american british national security campaign assistant acting then "
    "supreme court district county city first lady new".split()
)
ORGANISATIONS = frozenset(
    "department ministry house office agency bureau commission committee council court union association university "
    "college institute institution center centre foundation bank group company corporation party church league board "
    "congress senate parliament government administration campaign times post journal news network magazine press "
    "inc corp co ltd organization organisation society federation service services coalition army navy force police "
    "team firm pentagon kremlin nations state states authority fund alliance chamber club school hospital cnn nbc abc "
    "cbs fox msnbc bbc reuters statement report reports website poll survey study letter memo email document documents "
    "newspaper paper lawsuit complaint sign ruling bill law filing article column editorial release tweet post order "
    "project initiative caucus conference guard affairs reserve".split()
)  # fmt: skip
BODIES = frozenset(
    "department ministry house office agency bureau commission committee council court union association university "
    "college institute center centre foundation bank board church league society federation chamber school republic "
    "organization organisation secretary party center".split()
)
PLURALS = frozenset("police people men women children many some others both few several".split())
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
SHORT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "prof": "professor",
    "rev": "reverend",
    "cmdr": "commander",
}
"""Titles in short and in full."""
LOCATING = frozenset("in at from near across outside inside around".split())
TOLD = dict.fromkeys("mr sir lord king prince spokesman chairman congressman".split(), "he") | dict.fromkeys(
    "mrs ms miss mme lady dame queen princess spokeswoman chairwoman congresswoman".split(), "she"
)
"""Titles that tell whether he or she is meant."""

COMMON = frozenset(
    "officials police critics sources experts aides supporters prosecutors opponents advisers lawmakers republicans "
    "democrats analysts authorities investigators lawyers witnesses residents reporters protesters "
    "economists scientists "
    "researchers activists leaders voters people others some many spokesman spokeswoman conservatives liberals".split()
) - {"republicans", "democrats"}
PLACES = frozenset(
    "Afghanistan Africa Alabama Alaska Albania Algeria America Angola Argentina Arizona Arkansas Armenia Asia "
    "Australia Austria Azerbaijan Bahrain Bangladesh Beijing Belarus Belgium Benin Berlin Bolivia Bosnia Botswana "
    "Brazil Britain Brussels Bulgaria Burundi Cairo California Cambodia Cameroon Canada Chicago Chile China "
    "Colombia Colorado Congo Connecticut Croatia Cuba Cyprus Damascus Delaware Delhi Denmark Ecuador Egypt England "
    "Eritrea Estonia Ethiopia Europe Finland Florida France Geneva Germany Ghana Greece Guatemala Guinea Guyana "
    "Haiti Hawaii Honduras Hungary Iceland Idaho Illinois India Indiana Indonesia Iowa Iran Iraq Ireland Israel "
    "Italy Jamaica Japan Jerusalem Kabul Kansas Kazakhstan Kentucky Kenya Kiev Kosovo Kuwait Kyiv Kyrgyzstan Laos "
    "Latvia Lebanon Lesotho Liberia Libya Lithuania London Louisiana Luxembourg Macedonia Madagascar Madrid Maine "
    "Malawi Malaysia Mali Malta Maryland Massachusetts Mauritania Mauritius Mexico Michigan Minnesota Mississippi "
    "Missouri Moldova Mongolia Montana Montenegro Morocco Moscow Mozambique Myanmar Namibia Nebraska Nepal "
    "Netherlands Nevada Nicaragua Niger Nigeria Norway Ohio Oklahoma Oman Oregon Pakistan Palestine Panama Paraguay "
    "Paris Pennsylvania Peru Philippines Poland Portugal Qatar Romania Rome Russia Rwanda Scotland Senegal Serbia "
    "Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Taiwan Tajikistan Tanzania "
    "Tehran Tennessee Texas Thailand Togo Tokyo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Utah Uzbekistan "
    "Venezuela Vermont Vienna Vietnam Wales Washington Wisconsin Wyoming Yemen Zambia Zimbabwe".split()
)
"""Countries, states and capitals that news writes without more: never whom he or she stands for."""
