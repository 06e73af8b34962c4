"""Given names that are common in the United Kingdom, in small letters.

Facts, not a source: written down for this package, across its nations, faiths and generations.
A name that is missing is only found by a title, an introduction, or the end of a letter.
"""

from __future__ import annotations

_COMMON = """
aaron abdul abdullah abigail adam adrian agnes ahmed aidan aisha alan alana alastair albert alec
aled alejandro alex alexander alexandra alfie ali alice alicia alison alistair alun alwyn alys
amanda amelia amina amir amit amy andrea andrew andy angela angharad angus anil anita ann anna anne
annette annie anthony antony anwen arthur arun ashok asif audrey ayesha barbara barry beatrice
becky ben benjamin bernadette bernard beth bethan beverley bilal bob brenda brendan brian bridget
bronwen bryan bryn caitlin callum cameron carly carmel caroline carolyn catherine catrin cathy
ceri cerys charles charlie cheryl chloe chris christina christine christopher ciara ciaran claire
clare colin connor conor craig cynthia dafydd daniel danielle danny darren dave david dawid debbie
deborah deepa denise dennis derek derrick desmond diana diane dilys dominic donald donna doreen
doris dorothy douglas duncan dylan eamonn edith edward edwina eileen eilidh elaine eleanor eleri
elin elizabeth ella ellen ellie eluned emily emma emyr eric erin ernest esther ethan euan evelyn
ewan farah fatima fergus fiona fraser frances francis fred freda frederick gabriel gareth gary
gavin gaynor gemma geoff geoffrey george geraint gerald geraldine gerard gethin gillian glenys
glyn gordon graeme graham greg gregory gurpreet gwen gwenda gwilym gwyn gwyneth hamza hannah
haris harold harpreet harriet harry hasan hassan heidi helen helena henry hilary howard hugh hussain
hywel iain ian ibrahim idris ieuan ifan imran ioan iolo isaac isabel isabella isla ismail ivan iwan
jacob jacqueline jacqui jade james jamie jan jane janet janice jason jasmin jayne jean jeanette
jeffrey jen jennifer jenny jeremy jess jessica jill jim jimmy jo joan joanna joanne joe joel johanna
john johnny jon jonathan joseph josh joshua joyce judith judy julia julian julie justin karen karl
kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kerry kevin khadija kieran kim
kimberley kirsty krishna kumar kyle lakshmi lara laura lauren laurence leah leanne lee lena leo
leonard lesley leslie lewis liam linda lindsay lisa liz llinos lloyd logan lorraine louis louisa
louise lowri lucy luke lydia lynda lynn lynne mabel madeleine maeve magdalena mair maisie malcolm
mandy manjit marc marcus margaret maria marian marie marilyn marion marjorie martha martyn mary
matilda matthew maureen maxine megan meera mehmet mei meirion melanie melissa meryl mia michael
michelle mick mike mirela miriam mohamed mohammad mohammed moira molly monica morag moira moses
muhammad muriel myfanwy nadia nadine naomi natalie natasha nathan neil nerys niamh nia nicholas
nicola nicole nigel nikki nina nisha noah noel nora norma norman olga olivia omar oliver owain
padraig pamela patricia patrick paul paula pauline peggy peter phil philip phillip phyllis piotr
pooja priya rachel raj rajesh ralph ramesh raymond rebecca rhian rhiannon rhodri rhona rhys
richard rita robert roberta rodney roger roisin ronald rory rosalind rosemary ross rowena roy
ruth ryan sadia saira sally salma sam samantha samir samuel sandra sanjay sara sarah sasha scott
sean seamus sebastian seren shannon sharon shaun shauna sheila shirley shona siân sian simon
sinead siobhan sioned sofia sonia sophia sophie stacey stanley stella stephanie stephen steve
steven stuart sunil sunita susan suzanne sylvia tariq tegan teresa terence terry thelma theo
theresa thomas tim timothy tina toby tom tomasz tommy toni tony tracey tracy trevor tudor usha
valerie vera veronica vicky vijay vikram vincent vivien walter wayne wendy wilfred william winifred
yasmin yusuf yvonne zainab zara zoe
"""
_ALSO_WORDS = """
alma amber april ash august autumn basil bill brook carol carter charity chase chelsea crystal
daisy dale dawn dean dolly drew earl eve faith florence frank gale gay gene georgia ginger glen
grace grant guy hazel heath heather holly hope hunter iris israel ivy jack jasmine jay jordan joy
june kent lance lily linden logan marina mark martin mason max may maya melody miles mo nick norm
olive pam pat patience pearl penny pip poppy ray reed rich rob robin rose ruby rusty sandy serena
shelly sky stan sue summer sydney tess troy victor victoria violet viola wade warren will
"""

GIVEN_NAMES = frozenset(_COMMON.split())
WORD_NAMES = frozenset(_ALSO_WORDS.split()) - GIVEN_NAMES  # words, places and months as well
