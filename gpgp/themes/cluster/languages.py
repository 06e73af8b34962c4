"""Languages of what is read: their stems and function words, and parts that are not English.

Words come in; a stem, a language code, or whether a part is foreign goes out. One method serves
every language: its function words are dropped and the rest brought to its stem (nltk's Snowball;
Welsh: simplemma's lemma). A language without a stemmer is read by its plain words. Bilingual
English answers are common ("more examples (original in Spanish: ...)"): the foreign part would
otherwise gather comments by their language and not by what they say.

The lists of function words are our own. In English comments *not, no, nothing, never, more, less,
too, enough, always, again* carry the meaning, so the list does not hold them, nor does the Welsh
one (*dim, nid, byth, mwy, llai, rhy, digon*). Of the other languages every function word is listed,
negations too: in labels they say nothing, and in French or Dutch they stand in every second
sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

_ENGLISH = """
a about above after all also although am an and any anyone anything are as at
be because been before being below between both but by
can could
did do does doing done down during
each either else etc even ever every everyone everything
for from further
get gets getting give given go goes going got
had has have having he hence her here hers herself him himself his how however
i if in into is it its itself
just
let like
made make makes making many may maybe me might mine most much must my myself
of off on once one ones only onto or other others ought our ours ourselves out over own
per perhaps put
quite
rather really
same say see seem seemed seems shall she should since so some somebody someone something
still such
take taken than that the their theirs them themselves then there therefore these they thing
things think this those though through thus till to towards
under until unless up upon us
very via
was we were what whatever when where whereas whether which while who whole whom whose why will
with within would
yes yet you your yours yourself yourselves
"""

_WELSH = """
a â ac ag ai am amdan amdani amdano amdanyn ambell ar arall eraill arna arni arno arnoch arnom
arnyn at ati ato atoch atom atyn
bod fod bob pob bydd fydd byddai fyddai byddant byddem byddwn byddwch bu bûm
beth ble pwy pryd pam sut sawl faint
chi chwi cael gael cawn
dan drwy trwy dros tros dros drosto dod dyma dyna
e ef efo efallai ei ein eich eu er ers eraill eto felly fe fel fi fo fy
gan gen gennym gennyf gennych ganddi ganddo ganddyn gyda gydag gyfer
hefyd heb hi hyd hwn hon hwnnw honno hyn hynny hynna rhain rheiny hun hunain
i imi inni iddi iddo iddyn iddynt chwi
lle llawer
mae maen maent mai mewn mi mo mor mynd
na nac nad neb neu newydd nhw ni o ôl oni ond oedd oeddwn oes os oherwydd
pan
roedd rydw rydym rydyn rydyw rwy rwyf rwy'n rhwng rhyw rhywun rhywbeth rhai
sef sy sydd
ti tua tuag tan tra
un unrhyw
wedi wedyn wneud gwneud gwneir wrth wrthi wrtho
y yr ydi ydw ydym ydyn ydynt ydyw ydy yma yna yno yn ynddi ynddo ynddyn ynghylch ynglŷn yw
ychydig
"""

_FOREIGN = """
que de la el los las una por para como más mas del su sus es se lo le muy pero esta este está
en y hay sin sobre
não uma das ao pelo mais em isso são é
les des du et est une dans pour sur qui pas avec sont cette ces leur nous je mais aux ce
il di che gli della sono nel alla anche più questo
der das und ist nicht ein eine mit für auf den von zu dem sich auch wird sind oder aber werden ich
wir sie bei noch nur wie wenn kann
het een niet zijn voor ook maar naar wordt
nie się jest że dla jak przez są oraz
och att är som det inte på og ikke til
"""  # Spanish, Portuguese, French, Italian, German, Dutch, Polish, Nordic; none that is English too

_FRENCH = """
a à afin ai ainsi alors an ans après as assez au aucun aucune aujourd auquel aussi autant autre
autres aux avait avant avec avez avoir avons ayant beaucoup bien c ça car ce ceci cela celle
celles celui certain certaine certaines certains ces cet cette ceux chaque chez chose choses comme
comment contre d dans de déjà depuis des dès deux doit doivent donc dont du elle elles en encore
entre es est et étaient était étant été être eu eux fait faire faut fois font hui il ils j jamais
je jusqu l la là le les leur leurs lors lorsque lui m ma mais me même mêmes mes moi moins mon n ne
ni non nos notre nous on ont ou où oui par parce parfois pas pendant peu peut peuvent plus
plusieurs plutôt pour pourquoi pourrait près puis qu quand que quel quelle quelles quelque
quelques quels qui quoi rien s sa sans se selon sera serait ses seulement si soit son sont sous
souvent suis sur surtout t ta tant te tel telle tels tes toi ton toujours tous tout toute toutes
très trop tu un une va vers voir vos votre vous vont y
"""
_GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus
außer bei beim bin bis bist bzw da dabei dadurch dafür dagegen daher damit danach dann daran
darauf darin darüber das dass daß dazu dein deine dem den denen denn der deren des deshalb dessen
die dies diese diesem diesen dieser dieses doch dort du durch ebenso ein eine einem einen einer
eines einige einmal er es etwa etwas euch euer für ganz gar gegen gewesen gibt habe haben hat
hatte hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in
indem ins ist ja je jede jedem jeden jeder jedes jedoch jene kann kein keine keinen keiner können
könnte lassen man manche mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nicht
nichts nie noch nun nur ob oder oft ohne schon sehr sei sein seine seinem seinen seiner seit sich
sie sind so sogar solche sollte sollten soll sollen sondern sonst statt trotz über um und uns
unser unsere unseren unter usw viel viele vielen vielleicht vom von vor während war waren warum
was weg weil weiter welche welchen welcher wenig weniger wenn wer werde werden wie wieder will wir
wird wo wollen wurde wurden würde würden zu zum zur zwar zwei zwischen
"""
_DUTCH = """
aan af al alle alleen alles als altijd andere anders ben bij daar daarom dan dat de deze die dit
doch doe doen door dus een eens elk elke en er erg ergens even ge geen geweest gewoon goed haar
had hadden heb hebben heeft heel hem het hier hij hoe hun iemand iets ik in is ja je jij jou
jullie kan kon kunnen maar maken me mee meer meest men met mij mijn moet moeten mogen na naar nee
niet niets nog nooit nou nu of om omdat ons onze ook op over reeds samen soms steeds te tegen
tijdens toch toe toen tot tussen u uit uw vaak van vanuit veel vind voor vooral waar waarom waren
was wat we weer weinig wel welke wij wie wil willen wordt worden zal ze zeer zelf zich zij zijn zo
zoals zodat zonder zou zouden
"""
_SPANISH = """
a al algo alguna algunas alguno algunos algún ante antes así aún aunque bien cada casi como cómo
con contra cosa cosas cual cuales cualquier cuando cuándo cuanto de del desde después donde dónde
dos durante e el él ella ellas ello ellos en entre era eran es esa esas ese eso esos esta está
estaba están estar estas este esto estos estoy fue fueron ha haber había hace hacer hacia han has
hasta hay he incluso la las le les lo los más me mejor menos mi mí mientras mis mismo mucha muchas
mucho muchos muy nada ni ninguna ninguno no nos nosotros nuestra nuestras nuestro nuestros nunca o
os otra otras otro otros para pero poca poco pocos por porque puede pueden pues que qué quien
quién se sea sean según ser si sí sido siempre sin sino sobre solo sólo son soy su sus también
tampoco tan tanto te tener tengo ti tiene tienen toda todas todo todos tu tú tus un una unas uno
unos usted ustedes va vez ya y yo
"""
_ITALIAN = """
a abbia abbiamo ad agli ai al alcune alcuni alla alle allo altra altre altri altro anche ancora
anni avere aveva avrei bene c che chi ci ciò cioè come con contro così cosa cose cui d da dagli
dai dal dalla dalle dallo dei degli del dell della delle dello di dopo dove due durante e è ed era
essere fa fare fatto fra già gli ha hai hanno ho i il in invece io l la le lei li lo loro lui m ma
mai me meglio meno mentre mi mia mio molta molte molti molto ne né negli nei nel nell nella nelle
nello nessun nessuna nessuno niente noi non nostra nostre nostri nostro nulla o ogni oltre per
perché però più poco poi possono prima può qua qualche quale quali quando quanto quasi quella
quelle quelli quello quest questa queste questi questo qui s sarebbe se sei sempre senza si sia
siamo sì sono sopra sotto sta stata stati stato su sua sue sugli sui sul sulla sulle suo suoi t
tra troppo tu tutta tutte tutti tutto un una uno va vi voi
"""
_PORTUGUESE = """
a à ainda além algo algum alguma algumas alguns ao aos após aquela aquele aqui as às assim até bem
cada coisa coisas com como contra da das de dela dele deles depois desde dessa desse desta deste
do dos durante e é ela elas ele eles em embora entre era essa essas esse esses esta está estão
estar estas este estes eu faz fazer foi foram há isso isto já la lhe lo mais mas me melhor menos
mesmo meu meus minha muita muitas muito muitos na nada não nas nem nenhum nenhuma no nos nós nossa
nosso num numa nunca o os ou outra outras outro outros para pela pelas pelo pelos pode podem pois
por porque pouco quais qual quando quanto que quem são se seja sem sempre ser será seu seus si
sido só sobre sua suas também tanto tem têm ter toda todas todo todos tudo um uma umas uns vai
você vocês
"""
_SWEDISH = """
alla allt alltid än ändå annan annat andra är att av även bara bättre blev bli blir blivit både
bör då där därför de dem den denna deras dess dessa det detta dig din dina ditt du efter eller en
ens ett för från få får ganska genom går göra gör ha hade han har hela helt hellre henne hennes
här hon honom hur i icke in ingen inget inga innan inte istället ja jag just kan kunna kunde man
många med mellan men mer mera mig min mina mindre minst mitt mot mycket måste ni nog något några
när nu och också om oss på ofta sedan ska skall skulle så samt sig sin sina sitt själv som till
tycker under upp ut utan vad var vara varför varit varje vem vi vid vilka vilken vill väldigt är
över
"""
_DANISH = """
af aldrig alle alt altid anden andet andre at bare blev blive bliver både bør da de dem den denne
der deres derfor det dette dig din dine dit dog du efter eller en end er et få får for fordi fra
før gør gøre ham han hans har havde have helt hende hendes her hos hun hvad hvem hver hvis hvor
hvordan i igen ikke ind ingen intet ja jeg jo kan kun kunne lige man mange med meget mellem men
mere mig min mindre mine mit må måske ned nej noget nogen nogle nok nu når og også om op os over
på sådan så sammen samt selv ses sig sin sine sit skal skulle som stadig til ud uden under var ved
vi vil ville vores være været
"""
_NORWEGIAN = """
alle allerede alltid alt andre annen annet at av bare ble blei bli blir både bør da de dem den
denne der deres det dette deg din dine ditt du då eller en enn er et etter få får før for fordi
fra gjør gjøre ha hadde ham han hans har her helt hos hun hva hvem hver hvilke hvis hvor hvordan
hvorfor i igjen ikke ikkje ingen inn ja jeg kan kun kunne litt man mange må måtte med meg meget
mellom men mer mest min mindre mine mitt mot mye når noe noen nok nå og også om opp oss over på så
samt seg selv sin sine sitt skal skulle slik som til ut uten under var ved veldig vi vil ville vår
være vært
"""
_FINNISH = """
aina ei eivät eli emme en ennen eri että hän he hyvin ihan itse ja jo joka jos jossa jota jotka
jotta kaikki kanssa kuin kuitenkin kun kuten lisäksi liian me mikä mitä mukaan mutta myös niiden
niin niitä ne nyt näin oli olisi olivat olla on ovat paljon pitäisi sama se sekä sen siellä siihen
siitä sillä sitten sitä tai tätä tämä tämän tulee vaan vain vai vielä voi voisi yli
"""
_HUNGARIAN = """
a abban ahogy aki akik ami amely amelyek amikor ahol akkor alá által általában an annak arra át az
azért azok azon azt azzal be bár csak de egy egyes egyik egyéb ehhez el én ennek erre ez ezek ezen
ezért ezt fel hanem hogy hogyan ha ide igen így ill ilyen inkább is ki kell kellene le lehet lenne
lesz majd már még meg mely mert mi miatt mind minden mindig mint mivel most nagyon ne nem nincs ő
ők olyan össze pedig saját sem semmi sok sokkal során szerint szinte t több úgy után vagy van
vannak vissza volt voltak
"""
_ROMANIAN = """
a abia aceasta această aceste acest acestea acesta aceștia ai aia al ale am ar are as asta astfel
au avea avem ca că când care cât ce cel cele cei către ceva chiar cine cu cum da dacă dar de deci
decât deja deși din dintre doar după e ea ei el ele era este eu fără fi fie fiecare fiind foarte
fost i ia în încă între întru îi îl la le li lor lui mai mare mult multe mulți mea meu n ne nici
nimic noi noastră nostru nu o ori pe pentru peste prea prin s sa sale sau să se sunt spre sub și
ști te toate tot toți tu un una unde unei unele unui unor va vor vom
"""
_RUSSIAN = """
а без более больше бы был была были было быть в вам вас весь во вот все всего всех всё вы где да
даже для до его ее её если есть еще ещё же за здесь и из или им их к как какие когда который
которые кто ли лучше меньше мне много может можно мой мы на над надо нам нас не него нет ни них
ничего но ну о об однако он она они от очень по под после потому почти при про с сам свои своих
себя со так также такой там те тем то того тоже только том тот ты у уже хотя чего чем через что
чтобы эта эти это этого этой этом этот я
"""
_ARABIC = """
في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن هو هي هم نحن أنا أنت كان كانت يكون
تكون أن إن أو و ثم قد كل بعض غير بين عند بعد قبل حتى إذا كما لكن لأن أي هناك فقط أكثر جدا جداً
منها منه فيه فيها عليه عليها به بها له لها لهم يجب
"""

ENGLISH = frozenset(_ENGLISH.split())
WELSH = frozenset(_WELSH.split())
FOREIGN = frozenset(_FOREIGN.split())
STOP_WORDS = {
    "en": ENGLISH,
    "cy": WELSH,
    "fr": frozenset(_FRENCH.split()),
    "de": frozenset(_GERMAN.split()),
    "nl": frozenset(_DUTCH.split()),
    "es": frozenset(_SPANISH.split()),
    "it": frozenset(_ITALIAN.split()),
    "pt": frozenset(_PORTUGUESE.split()),
    "sv": frozenset(_SWEDISH.split()),
    "da": frozenset(_DANISH.split()),
    "no": frozenset(_NORWEGIAN.split()),
    "fi": frozenset(_FINNISH.split()),
    "hu": frozenset(_HUNGARIAN.split()),
    "ro": frozenset(_ROMANIAN.split()),
    "ru": frozenset(_RUSSIAN.split()),
    "ar": frozenset(_ARABIC.split()),
}

# Words that name nothing when they stand alone; within a phrase they may tell ("agency staff").
_FILLERS = {
    "en": """
without within across among extensively entire frequent various
able absolutely actual actually add again agree already always answer area ask aspect available
away back bad best better big bit bottom bring call cause certain change cheap clear come comment
common concern council currently day deal different difficult easy eight else enough especially
everywhere example face fact far feel few find fine first five focus follow four full general good
great happen hard help high hope hour huge idea important improve include increase individual
information issue item job keep kind know large last late leave left less level likely list little
local long look lot lots main mainly matter mean method minute miss month more move name near need
never new next nice nine no nobody none nor not nothing number often old order organisation
outside overall part particular particularly people person place please point poor possible
probably problem provide question quite real reason regard regarding remain report require
respondent rest right run sense service set seven several short show similar simply situation six
small sometimes sort specific staff start statement stop stuff sure survey talk team tell ten
thank think three time today together too top total true try turn two type understand use usually
various want way week well whole woman work worker world worse wrong year yet
""",
    "cy": """
angen bob byth da digon dim diwedd does gallu gormod gwaith gwasanaeth gweithio gweld gwell llai
lle mae mawr mwy nid nifer pob pobl rhoi rhy staff wahanol well
""",
    "fr": """
accord aller améliorations améliorer avis besoin bon bonne bonnes bons cas chose choses demande
exemple falloir façon gens grand grande important importante jour manière manque meilleur
meilleure mettre mieux nombre nouveau nouvelle nouvelles nécessaire part permettre personne
personnes petit petite point prendre problème question réponse savoir sens suffisamment suffisant
temps trouver truc vrai vraiment
""",
    "de": """
besser beste bisschen bitte brauchen braucht dinge einfach fall finde finden frage geben gehen
genug groß große großen gut gute guten guter gutes halt insgesamt klar klein kommen leider leute
leuten lieber machen mal man mehr mensch menschen möchte nötig problem richtig sache sachen
schlecht sehen sollen tun wichtig wirklich zeit zusätzlich
""",
    "nl": """
alles beetje belangrijk beste beter dingen echt eigenlijk gaan geven goed goede graag groot grote
iedereen kleine komen laten lekker mensen mogelijk nodig prima probleem slecht staan tijd vinden
voldoende vraag weten zaken zien
""",
    "es": """
buena buenas bueno buenos caso creo dar falta gente gran grande hacer importante ir manera mayor
mejorar necesario necesita necesitan nueva nuevo parte persona personas problema ser tiempo ver
""",
    "it": """
bisogno buona buono caso dare gente grande importante maggiore migliorare modo necessario nuova
nuovo parte persona persone problema tempo vedere
""",
    "pt": """
boa bom caso dar falta gente grande importante maior maneira melhorar necessário nova novo parte
pessoa pessoas problema tempo ver
""",
}
FILLER_WORDS = {language: frozenset(listed.split()) for language, listed in _FILLERS.items()}


SNOWBALL = {
    "en": "english", "fr": "french", "de": "german", "nl": "dutch", "es": "spanish",
    "it": "italian", "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian",
    "fi": "finnish", "hu": "hungarian", "ro": "romanian", "ru": "russian", "ar": "arabic",
}  # fmt: skip
MIN_LETTERS = 2  # a single letter does not show what a comment is about
MIN_SHARE_KNOWN = 0.15  # of all words: function words of a language, before a body is read as it
_MASKED = re.compile(r"(\w)\1{2,}|xx")  # "XXXX" where somebody hid a name
_WELSH_KEPT = frozenset({"mwy", "llai", "gwell", "gwaeth"})  # not their lemmas "large", "good"

MIN_FOREIGN = 2  # function words or accented words of another language, before a part is foreign
MAX_SCRIPT = 0.25  # share of letters beyond the Latin ones
_BRACKETED = re.compile(r"(\([^()]{3,}\))")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffef]")
_ONLY_WELSH, _ONLY_ENGLISH = WELSH - ENGLISH, ENGLISH - WELSH
_SIGNS_OF_WORDS = 2  # a Chinese or Japanese sign says about as much as two letters


def guess_language(words: Sequence[str]) -> str:
    """Tell Welsh (``cy``) from English (``en``) by which function words a text uses more."""
    if _ONLY_WELSH.isdisjoint(words):
        return "en"
    welsh = sum(word in _ONLY_WELSH for word in words)
    english = sum(word in _ONLY_ENGLISH for word in words)
    return "cy" if welsh > english and not is_foreign(words) else "en"


def guess_body(texts: Iterable[Sequence[str]]) -> str:
    """Tell which language most of a body of texts is in, by function words; English in doubt.

    Examples
    --------
    >>> guess_body([["plus", "de", "moyens", "pour", "les", "équipes"], ["les", "horaires"]])
    'fr'
    """
    counts = Counter(word for words in texts for word in words)
    known = {
        code: sum(counts[word] for word in stop_words) for code, stop_words in STOP_WORDS.items()
    }
    best = max(known, key=lambda code: (known[code], code == "en"))
    is_clear = known[best] >= MIN_SHARE_KNOWN * counts.total()
    return best if is_clear and known[best] > known["en"] else "en"


def find_stemmer(language: str) -> Callable[[str], str]:
    """The function that gives a word's stem in a language, '' where it carries no theme."""
    return stem_welsh if language == "cy" else _snowball_stemmer(language)


@cache
def _snowball_stemmer(language: str) -> Callable[[str], str]:
    stop_words = STOP_WORDS.get(language, frozenset())
    stem: Callable[[str], str] = str
    if language in SNOWBALL:
        from nltk.stem import SnowballStemmer

        stem = SnowballStemmer(SNOWBALL[language]).stem

    @lru_cache(maxsize=200_000)
    def stem_word(word: str) -> str:
        is_empty = len(word) < MIN_LETTERS or word in stop_words or _MASKED.fullmatch(word)
        return "" if is_empty else stem(word)

    return stem_word


@lru_cache(maxsize=200_000)
def stem_welsh(word: str) -> str:
    """Lemma of a Welsh word (mutations undone), '' where it carries no theme."""
    if len(word) < MIN_LETTERS or word in WELSH or _MASKED.fullmatch(word):
        return ""
    if word in _WELSH_KEPT:
        return word
    import simplemma

    lemma = simplemma.lemmatize(word, lang="cy").lower()
    return "" if lemma in WELSH else lemma


def may_be_foreign(text: str, words: Sequence[str]) -> bool:
    """Tell quickly whether a closer look at the parts of a text is worth its time."""
    is_plain = text.isascii() or ("[" not in text and "".join(words).isascii())
    return not (is_plain and FOREIGN.isdisjoint(words))


def is_foreign(words: Sequence[str]) -> bool:
    """Tell whether words are of a language other than English and Welsh.

    Examples
    --------
    >>> is_foreign(["más", "ejemplos", "y", "recomendaciones"]), is_foreign(["fair", "pay"])
    (True, False)
    """
    letters = "".join(words)
    beyond = len(_BEYOND_LATIN.findall(letters)) * _SIGNS_OF_WORDS
    if beyond > MAX_SCRIPT * (len(letters) + beyond / 2):
        return True
    different = set(words)
    known = sum(word in ENGLISH for word in words if len(word) > 1)
    welsh = len((different & WELSH) - FOREIGN - ENGLISH)
    foreign = len(different & FOREIGN)
    foreign += sum(bool(_ACCENTED.search(word)) for word in different - FOREIGN - WELSH)
    return foreign >= MIN_FOREIGN and foreign > max(known, welsh)


def split_brackets(text: str) -> list[str]:
    """Cut a text into its stretches outside and inside round brackets."""
    return [part for part in _BRACKETED.split(text) if part and not part.isspace()]
