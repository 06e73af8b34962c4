"""Names that are common in the United Kingdom, and jobs that only one person has.

Facts, not a source: written down for this package, across its nations, faiths and generations. A
name that is missing is only found by what stands around it, or listed for a person to read. A
phrase such as *the only midwife in Anglesey* is listed, not removed: whether it names somebody
depends on the place.
"""

from __future__ import annotations

import re

from gpgp.cleaning.personal.pattern import word_set

_COMMON = """
aaron abdul abdullah abigail adaeze adam adebayo adeola adrian agata agnes agnieszka ahmed aidan
aiden aisha aisling alan alana alastair albert alec aled alejandro alex alexander alexandra
alexandru alfie alice alicia alina alisha alison alistair aliyah alun alwyn alys alyson amanda
amandeep amara amelia amina aminata amir amit amrit amy anastasia andrea andrei andrew andrzej andy
aneesa aneurin angela angharad angus anil anita ann anna anne annette annie anthony antony anwar
anwen anya aoife aqib arfon arjun arthur arun arwel ashleigh ashley ashok asif audrey ayaan ayesha
aziz babajide barbara barrington barry baz beata beatrice becky ben benjamin bernadette bernard
bernie bertha berwyn beth bethan beti betsan beverley beverly bianca bilal bob bogdan bosede bradley
brandon branwen brenda brendan brett brian bridget brigid bronte bronwen bryan bryn bryony buddug
busisiwe caitlin callum cameron camilla carly carmel caroline carolyn caryl carys catarina cath
catherin catherine cathy cati catrin ceri cerys chantelle charlene charles charlie charlotte
charmaine cheryl chidi chinedu chinwe chioma chloe chris christina christine christopher ciara
ciaran claire clare clive clodagh colin connor conor corinne courtney craig cristina cynthia dafydd
damian damien daniel danielle danny danuta daphne darius darragh darrell darren dave david davina
dawid deana debbie deborah debra deepa deidre deiniol deirdre delroy delyth denise dennis denzil
derek derfel derrick desiree desmond dewi diana diane dilwyn dilys dionne dipak divya dom domingo
dominic dominika donal donald donna donovan doreen doris dorota dorothy doug douglas duncan dwayne
dyfan dyfed dylan eamonn ebony eddie edie edith edna edward edwina efa eifion eileen eilidh eilir
eirian eirlys eirwen ekaterina elaine eleanor eleni eleri elfed elfyn elgan elijah elin elis elisa
elisabeth elisha eliza elizabeth ella ellen ellie elliot elliott ellis eloise elowen elsa elsie
elspeth eluned elwyn emilia emily emlyn emma emmanuel emrys emyr enfys enid eniola eoin eric erica
erin ernest ernestine esme esra estelle esther ethan euan eugene eunice eva evan evelyn evie ewan
ezekiel faisal farah farida faruq fatima fatoumata fay faye ferdinand fergus ffion fflur finlay
finley fiona fitz flo folake frances francesca francine francis frankie fraser fred freda frederick
freya gabriel gareth garfield gary gavin gaynor gaz gemma genevieve geoff geoffrey george georgina
geraint gerald geraldine gerard germaine gerry gertrude gethin ghulam gillian gina gita gladys
glenda glenys glyn glynis gordon graeme graham grainne grazyna greg gregory gretel gruffudd gruffydd
gurpreet gwen gwenan gwenda gwenllian gwenno gwilym gwion gwyn gwyneth hadiza hafsa haleema halima
hamish hamza hanif hannah hari haris harish harjit harold harpreet harriet harrison harry harvey
hasan hassan hayden hayley hefin heidi heledd helen helena henry henryk hetty hilary hilda hina hira
howard huda hugh hussain huw hywel iain ian ibrahim idowu idris iestyn ieuan ifan ifeoma ifor igor
ikram ilona imelda imogen imran ines inge ingrid ioan iolo iorwerth iqra irena irene irfan irina
irma isaac isabel isabella isabelle isha ishaan isidora isla ismael ismail isobel ivan iveta ivor
iwan jacek jackie jacob jacqueline jacqui jada jade jaden jagdeep jaime jake jakub jamal james jamie
jamila jan jane janet janette janice janina jannat jared jarek jaroslaw jarvis jasmin jason
jasvinder jaswinder javed jayden jayne jean jeanette jeanne jeffrey jen jenna jennifer jenny jeremy
jermaine jerome jerzy jess jessica jessie jill jim jimmy jo joachim joan joana joann joanna joanne
joao jodie joe joel johan johanna johannes john johnny jolanta jon jonathan jorge josefa joseph
josephine josh joshua josie joyce juanita jude judi judit judith judy jules julia julian juliana
julie juliet juliette justin justine justyna kacper kadijah kailash kamal kamala kamil kamran karan
karen karim karin karina karl karolina kasia katarzyna kate kath katherine kathleen kathrin kathryn
kathy katie katrina kayleigh keeley keira keith kelly ken kendra kenneth kenny kerry kev kevin kez
khadija khalid khalil kieran kieron kim kimberley kirsten kirsty klara krishna krystyna krzysztof
kulwinder kumar kwame kyle kylie lakshmi lara larissa latoya laura lauren laurence lawrence leah
leanne lech lee leigh leila lena lennox leona leonard leonie leroy lesley leslie leszek leticia
lewis liam libby lidia lilian lillian linda lindsay lindsey linus lionel lisa livia liz lizzie llew
llinos lloyd lois lola lorenzo lorna lorraine lottie louis louisa louise lowri lubna luca lucas
lucia lucille lucinda lucja lucy ludmila luis lukasz luke lwazi lydia lyn lynda lyndon lynette lynn
lynne mabel maciej madeleine madison maeve magda magdalena maggie magnus mahmood mahmoud mair
mairead mairwen maisie malcolm malgorzata malik mandy manjit manuel marc marcel marcia marcin marcus
marek margaret margot mari maria mariam marian marianne marie marilyn marion mariusz marjorie
marlene marlon marta martha martina martyn mary maryam mateusz matilda matt matthew maud maureen
maurice mavis maxine maxwell meera meg megan mehmet mei meinir meirion mel melanie meleri melissa
melvin menna mererid merfyn meryl mia michael michaela michal michelle mick miguel mihai mike mila
mildred millicent millie milo mira miranda mirela miriam mirza mitchell mohamed mohammad mohammed
moira molly mona monica monika morag morgan morris morwenna moyra muhammad muriel murray myfanwy
myra nadia nadine naomi narinder nasreen natalia natalie natasha nathan nathaniel naveed neal neema
neha neil nell nellie nerys nesta ngozi nia niall niamh nicholas nicky nicola nicole nigel nikita
nikki nikolai nina nisha noah noor nora noreen norma nuala nuno oana obinna octavia odette olaf oleg
olga oliver olivia oluwaseun omar omari orla osama oscar osian osman oswald owain owen ozlem pablo
paddy padraig paloma pamela paolo parveen patrice patricia patrick patrik paul paula pauline pavel
pawel pedro peggy penelope percy pete peter petra petros phil philip philippa phillip phoebe phyllis
pierre piotr polly pooja pradeep prakash preeti priti priya priyanka przemyslaw quentin rabia
rachael rachel radoslaw rafael rafal rafiq rahul raj rajesh rajinder ralph ramesh ramon ranjit
raquel rashid rashida raul ravi raymond razia rebecca reece reginald rehana rena renata rene reuben
reza rhian rhiannon rhodri rhona rhonda rhydian rhys ria ricardo richard ricky rita rizwan robbie
robert roberta roberto roderick rodney roger rohan roisin roland romana ronald ronan ronnie rory
rosa rosalind rosanna roshni rosie rowena roxanne roy ruben rufus rukhsana rupert russell ruth ryan
ryszard sabina sabrina sadia sadie sadiq saeed safia saira sajid sally salma salman sam samantha
samir samira samuel sana sandeep sandra sanjay sanjeev sara sarah sasha saskia satnam seamus sean
sebastian selina selwyn seren sergio seth shabana shabnam shahid shakeel shamim shane shanice
shannon sharon shaun shauna shayla shazia sheena sheila shelley shereen sheryl shirin shirley shona
sian sidney simon simone sinead siobhan sioned siwan siân slawomir sofia sonia sonya sophia sophie
sorcha stacey stacy stanislaw stanley stefan stefania stella stephanie stephen steve steven stewart
stuart sukhdeep sulaiman suleman sunil sunita suresh susan susana susanna susannah suzanne svetlana
sybil sylvia sylwia tabitha tahir talat talia tamara tamsin tania tanisha tanya tariq tasha tatiana
ted tegan temitope terence teresa teri terri terry thea thelma theodore theresa thomas tiago tiffany
tim timothy tina toby tom tomasz tommy tomos toni tony torin tracey tracy trefor trevor trish
tristan trystan tudor tudur tyler tyrone uchenna umar ursula usha uzma valentina valerie vanessa
vera vernon veronica vesna vicki vicky vijay vikram viktor vince vincent vineet vivien vivienne
vladimir waheed waleed walter wanda waqas wayne wendi wendy wes wesley wiktoria wilfred wilhelmina
william wilma winifred winston wojciech xavier yan yasir yasmin yasmina yetunde yewande ynyr yolanda
yusra yusuf yvette yvonne zac zach zachary zahra zainab zak zara zbigniew zeinab zeynep zia zoe
zofia zohra zuzanna
"""
_ALSO_WORDS = """
alexa ali alma amber april ash august autumn basil bill blessing brook carmen carol carter charity
chase chelsea clement constance cora crystal daisy dale dawn dean devon dolly drew earl eve faith
finn florence frank gail gale garth gay gene georgia ginger glen grace grant guy harley hazel heath
heather holly hope hunter iona iris israel ivy jack jasmine jay jed jordan joy juan june kay kaya
kelvin kent kit lana lance leo leon lily linden logan marco marina mark martin mason max may maya
melody mercy miles mo moses ned nick noel norm norman olive otis pam pat patience pearl penny perry
pip poppy precious ray reed rex rich rick rob robin roman rose rosemary ross rowan ruby rusty sandy
scarlett scott serena shelly sid sky stan sue summer sydney taylor teddy tess theo todd troy val
verity victor victoria viola violet virginia wade wally warren will
"""
_SURNAMES = """
abbott abdi abernethy adams adebayo adeyemi afolabi agarwal ahmad ahmed akhtar ali allen anderson
andrews armstrong arnold asghar atkinson aziz bailey baker banerjee barker barnes barnett barrett
begum bennett bevan bhatti bibi bowen bradley brennan brooks browne bryant burgess burke butcher
butler byrne cameron campbell carr carroll chapman chaudhary chaudhry chen choudhury chowdhury clark
clarke coleman collins connolly cooper cox craven crawford cunningham curtis daly davidson davies
davis dawson delaney desai dhillon diaz dixon docherty doherty donnelly douglas doyle driscoll duffy
duncan dunn edwards elliott ellis evans eze farrell ferguson fernandes figgis fisher fitzgerald
fitzpatrick flanagan fletcher flynn foster fraser freeman gallagher garcia gardner george gibbons
gibson gilbert goncalves gordon graham griffin griffith griffiths gupta hamilton hargreaves harper
harris harrison hartley harvey hassan hayes henderson higgins hodgson holloway holmes hopkins
howells hudson hughes humphreys hussain hussein hutchinson ibrahim iqbal jackson jacobs james
jamieson jarvis jenkins jenkinson jennings johnson johnston johnstone jones kamara kapoor kaur
kavanagh kaye keane kelly kennedy khan khatun knowles kovacs kowalska kowalski kumar lawson lewis
lloyd lopez lowe macdonald mackenzie mahmood malik marshall martin martinez mason matthews mccarthy
mcdonald mcgrath mckay mckenna mclean mensah miah miller mitchell mohamed mohammed moore moran
morgan morris morrison murphy murray nash nelson newton nguyen nicholson nkosi nolan nowak obrien
ochieng oconnor odonnell okafor okeke okonkwo oliver olsen oneill osei osullivan owen owens palmer
parker parry parsons patel patterson payne pearce pearson pereira perkins perry pham phillips pierce
popescu powell pritchard probert prosser pugh quinn rahman rao rashid rees reid reilly reynolds rhys
richards richardson robbins roberts robertson robinson rodgers rodriguez rogers rowlands roy ruiz
rushton russell ryan santos saunders schmidt scott shah sharma shaw shepherd sheridan siddiqui
simmons simpson sinclair singh smith smyth spencer stephens stevens stevenson stewart stokes
sullivan sutherland sutton sweeney taylor thomas thompson thomson thornton tucker turner uddin
vaughan vincent walker wallace walsh walters wang warner watkins watson watts webb wheeler whelan
whitaker whitehead wilkins wilkinson williams williamson wilson wojcik wong woodward wright wu wyn
yang yates yildiz yusuf zhang zielinski
"""

GIVEN_NAMES = word_set(_COMMON)
WORD_NAMES = word_set(_ALSO_WORDS) - GIVEN_NAMES  # words, places and months as well
SURNAMES = word_set(_SURNAMES)

WORDS_IN_SMALL = word_set(  # given names that are words, or parts of them, in small letters
    "abby al amber ana andy ann anna art ben bob bobby carol cath colin dan dom don ed ella eva "
    "eve gene gill guy huw ian ifan ina isha ivor jan jean jenny jim jimmy jo jon josh ken kim "
    "kirsty kit lea lee len les liz lyn mari max meg mel mike nan nat neal nell pat pete phil pip "
    "ray rita rob ron roy sally sam sue ted tim tina tom toni tony troy val vic viv wes zac "
)
INSTITUTIONS = frozenset(  # named after somebody
    ["marie curie", "james cook", "john lewis", "marie stopes", "john radcliffe", "george eliot",
     "florence nightingale", "alan turing", "harry potter", "charles darwin"]
)  # fmt: skip


_PERSON = (  # what a person is called by, by its ending or as a word
    r"(?:[a-z-]{2,20}(?:er|or|ist|ian|yst|man|men|woman|person|wife|ant|ee|iwr|ydd|wraig)|nurse|vet|"
    r"chief|head|secretary|lead|clerk|cook|chef|member|parent|dad|mum|mam|male|female|apprentice|"
    r"graduate|steward|rep|gp|pa|ceo|mp|judge|priest|imam|guard|lifeguard|expert|specialist|"
    r"executive|staff|employee|teacher|athro|meddyg|nyrs|pennaeth|one|people|resident|muslim|"
    r"trans|person|woman|man|wife|deaf|blind|disabled|gay|black|asian|white|welsh|polish|jewish)"
)
_NOT_A_PERSON = word_set(
    "number matter paper computer answer order centre water letter winter summer offer power paper "
    "quarter other another after under over better newer older never ever however whether rather "
    "together either neither for or floor door error factor sector major minor prior far per her "
    "their your our chapter computer printer charter server layer barrier corner border shelter "
    "transfer member-state refer differ buffer career character consider deliver disaster driver's "
    "meant want important relevant significant constant restaurant grant plant fee see free three "
    "agree degree guarantee committee been seen between toilet-paper list mist exist"
)
_W = r"[^\s.,;:!?()\n]{1,25}"
_PLACE = r"(?:in|at|for|on|of|to|within|across|covering|yn|ar|ym)"
_DOING = r"(?:who|that|working|left|employed|based|serving|still|remaining|sy'?n|sydd)"
_ONLY = r"(?:only|sole|one|single|lone)"
_FIRST = r"(?:first|last|oldest|youngest|longest[\s-]serving|most\ssenior)"
_ME = r"(?:i\sam|i'm|im|i\swas|i've\sbeen|as|being|(?:is|was)\snow|fi\syw'?r?|fel)"
_LEAD = (
    rf"(?:(?:the|our|their|its|your|y|yr)\s{_ONLY}|(?:only|just|have|has|is|there's)\s{_ONLY}|"
    rf"(?:yr?|yw'r|'r)\sunig|sole|{_ME}\s(?:the|your|our|its|y|yr)(?:\s{_FIRST})?)"
)
_ALONE = re.compile(
    rf"(?<!\w){_LEAD}\s(?:{_W}\s){{0,5}}?(?P<person>[^\W\d_][\w'-]{{1,24}})\s(?:cymraeg\s)?"
    rf"(?:{_DOING}\s(?:{_W}\s){{0,4}}?)?{_PLACE}\s{_W}(?:\s{_W}){{0,6}}"
    rf"|(?:the\s)?(?<!\w)(?!(?:there|it|that|he|she|what|who|here|let)')\w{{2,20}}'s\s{_ONLY}\s(?:{_W}\s){{0,3}}?(?P<theirs>{_PERSON})(?!\w)",
    re.IGNORECASE,
)
_FOR_SURE = re.compile(
    rf"(?:i\sam|i'm|im|i\swas|fi\syw'?r?)\s(?:the|your|our|y|yr)\s(?:{_ONLY}|{_FIRST})\b|.{{0,8}}\bunig\b",
    re.IGNORECASE,
)
_PERSON_WORD = re.compile(_PERSON, re.IGNORECASE)


def find_roles(view: str) -> list[str]:
    """Find descriptions of somebody who is alone in what they do, as written.

    Parameters
    ----------
    view : str
        A text with straight quotes (`pattern.plain_view`).
    """
    return list(dict.fromkeys(m[0] for m in _ALONE.finditer(view) if _is_of_a_person(m)))


def _is_of_a_person(match: re.Match[str]) -> bool:
    if _FOR_SURE.match(match[0]):
        return True  # I am the only …: a person, whatever the word
    word = match["person"] or match["theirs"]
    return bool(_PERSON_WORD.fullmatch(word)) and word.lower() not in _NOT_A_PERSON
