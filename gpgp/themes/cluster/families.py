"""Families of words that mean nearly the same: a small prior for few comments.

Goes in: nothing. Goes out: families of English stems. Three hundred comments cannot show that
*salary* and *wages* are one matter; a reader knows. Own list of everyday words of work, public
services and surveys; a word may stand in several families. It weighs much where comments are few
and fades as they teach their own company of words. It corrects, adds and labels nothing.
"""

from __future__ import annotations

from functools import lru_cache

from gpgp.themes.cluster.words import split_words, stem_english

_FAMILIES = """\
pay wage salary remuneration earnings income bonus overtime allowance increment reward payroll \
paid underpaid
cost price expensive expense expenditure cheap afford affordable fee charge bill payment pricey \
costly
money fund funding finance budget grant investment invest cash financial resources bid
cut austerity saving save reduction reduce shrink slash squeeze
tax rate levy duty precept council vat
pension retirement retire superannuation annuity
benefit welfare allowance credit entitlement claim subsidy
staff employee worker workforce personnel team colleague crew workers employed
manager management boss supervisor director executive chief head line senior leadership leader
leader leadership vision direction strategic strategy inspire guide steer
recruit recruitment hire hiring vacancy vacant applicant candidate interview attract advertise \
appointment
retain retention turnover leave leaver quit resign attrition stay loyalty
shortage understaffed short staffed stretched lack insufficient scarce capacity overstretched gaps
workload busy overwork overworked pressure stress burnout pressured exhausted burden
training train course workshop seminar learn learning lesson class coaching mentor mentoring coach \
induction
skill ability competence competency capability expertise expert knowledge know how talent \
proficiency skilled
apprentice apprenticeship trainee traineeship placement internship graduate
qualification certificate degree diploma accredited accreditation certification qualified
education school college university teacher teach teaching pupil student academic lecturer \
classroom
career promotion progression advancement development pathway prospects progress
job role post position occupation employment vocation duties
flexible flexibility part time hours rota shift schedule timetable remote home working hybrid
childcare nursery parent child children family mother father baby maternity
motivation morale motivated incentive recognition appreciated valued respect respected recognise \
appreciation praise
bullying harassment discrimination racism sexism abuse unfair victimisation
equality diversity inclusion inclusive diverse equal minority gender ethnic disability disabled \
race women lgbt
union unions unionised strike bargaining dispute negotiate negotiation collective
contract agreement terms conditions tender procurement supplier contractor outsourcing outsource
volunteer charity voluntary community volunteering charities
council councillor authority local government municipal county borough district parish
government minister ministry parliament politics political politician policy central party \
election
law legal legislation regulation rule statute compliance act regulatory regulator legally
inspect inspection audit auditor inspector scrutiny oversight
committee board governance meeting agenda minutes chair
member membership representative delegate
citizen resident public people community inhabitant neighbour neighbourhood
region regional national nation country nationwide
wales welsh cymru cardiff
urban city town village rural countryside remote
merge merger integrate integration integrated combine joined unify unified together join
partnership partner collaborate collaboration cooperate cooperation collaborative jointly alliance \
shared sharing share
silo fragmented disjointed separate isolated disconnected divided
communicate communication inform informed information notify notification told tell contact update
consult consultation involve involvement engage engagement participate participation design \
production feedback
listen listened listening heard hear ignored ignore
letter mail email post message text sms correspondence
phone telephone call calls ring rang answered hotline voicemail dial
website web site online internet page webpage portal url browser
document documentation docs manual guide guidance handbook tutorial reference instruction \
instructions readme
example examples sample samples demo demonstration illustration showcase
explain explanation explained clear clarity clarify understandable unclear confusing confuse \
confused ambiguous vague
question answer query ask asked asking faq
language translate translation translator english interpreter bilingual translated languages
read reading write writing text book books article
report reporting reports publish publication summary presentation slides
statistics statistical data dataset datasets analysis analyse analytics analyze statistic
evidence research study survey experiment scientific science scientist researcher
measure measurement metric indicator target kpi benchmark evaluate evaluation assess assessment
plan planning planned roadmap prepare preparation strategy programme
project initiative programme scheme
deadline deadlines late delay delayed overdue punctual timely lateness
wait waiting queue queues queueing waited long
appointment appointments booking book reschedule cancelled cancel slot
time hour minute day week month year
fast quick quickly rapid speed speedy swift prompt promptly faster quicker
slow slowly sluggish lag latency slower unresponsive responsiveness hang
performance efficient efficiency optimise optimization optimize performant productive productivity
memory ram disk storage cpu gpu hardware processor parallel multithreading cluster
install installation installing setup configure configuration configuring deploy deployment \
setting settings
upgrade update version release upgrading versions backwards compatible compatibility deprecated
bug bugs error errors crash crashes fault broken glitch failure fail failing issue defect
debug debugging debugger trace breakpoint profiler profiling inspect
test testing tests tested validate validation verify verification
code coding programming program programmer developer script scripts software source
function functions method methods api class library module package packages libraries
python java javascript fortran matlab julia ruby
git github versioning commit diff branch repository repo version control merge
editor ide editing edit autocomplete completion vim emacs keyboard shortcut shortcuts keybindings
interface gui ui ux button menu screen display layout usability design
graph plot chart figure graphics plotting visualisation visualization visual visualise visualize \
image picture
format export import convert conversion pdf html latex csv file files
folder directory path file save saving autosave backup
login password account security secure authentication permission access
privacy confidential confidentiality private anonymous gdpr
network server cloud host hosting connection wifi broadband connectivity client
computer laptop pc machine tablet device mobile smartphone equipment
digital technology technological electronic automate automation automated tech it systems ai
system systems platform tool tools application app software
user users customer client stakeholder consumer end
requirement requirements specification spec specifications scope
process procedure workflow bureaucracy bureaucratic paperwork red tape form forms administration \
admin
simple easy easily straightforward intuitive simplicity user friendly effortless convenient ease
difficult hard complex complicated complexity tricky challenging difficulty tough
beginner novice newcomer newbie starter inexperienced beginners
experience experienced veteran inexperience
good great excellent brilliant fantastic superb wonderful amazing outstanding perfect fabulous \
marvellous
bad poor terrible awful dreadful horrible appalling disgusting rubbish worst
happy satisfied pleased content delighted glad satisfaction impressed enjoy enjoyed
unhappy dissatisfied disappointed disappointing disappointment sad upset frustrated frustrating \
frustration angry annoyed annoying
worried worry anxious anxiety afraid fear nervous scared concern concerned
calm relaxed relaxing reassured reassuring comfortable ease peaceful
kind kindness caring compassionate compassion sympathetic empathy considerate thoughtful gentle
friendly polite courteous pleasant welcoming helpful lovely nice approachable cheerful
rude unhelpful unfriendly abrupt arrogant dismissive attitude impolite unprofessional
professional professionalism competent knowledgeable efficient thorough
help support assist assistance helping supportive aid supported
advice adviser advise advised counselling counsellor
care caring carer carers worker looked after
nurse nurses nursing midwife matron sister
doctor doctors gp physician consultant surgeon clinician registrar
hospital ward clinic surgery theatre hospice unit department
patient patients inpatient outpatient
treatment treat therapy therapist physiotherapy physio exercises rehabilitation operation \
procedure treated
medicine medication drug tablets prescription pharmacy dose meds pharmacist chemist
pain painful hurt ache painkiller sore discomfort
illness disease sick cancer diagnosis symptom infection unwell condition
mental depression psychological psychiatric psychologist wellbeing well being
injection needle blood scan ray test results
discharge discharged admission admitted transfer transferred
emergency ambulance accident paramedic urgent
dementia elderly old older age ageing frail
death bereavement end life funeral died
food meal meals menu lunch dinner breakfast eat eating catering canteen snack
drink coffee tea water beverage
clean cleaning cleanliness dirty hygiene dust tidy filthy toilet toilets bathroom shower washing
noise noisy loud quiet sound disturb disturbing
sleep night bed beds rest nights mattress pillow
room rooms space seat seats seating chair chairs area cramped waiting
hot cold temperature heating warm air conditioning ventilation draughty
building premises facility facilities accommodation office site venue
furniture desk desks table equipment
light lighting dark bright lamp
parking park car cars vehicle drive driving permit
bus buses train trains rail railway tram public transport travel
travel journey commute commuting mileage distance trip
road roads street traffic congestion pothole pavement highway speeding
cycle cycling bike bicycle walk walking pedestrian footpath
housing house home homes rent landlord tenant mortgage accommodation homelessness flat
planning development construction build built developers
park parks green garden gardens trees playground open space
waste rubbish recycling bin bins litter refuse collection
environment climate carbon pollution energy emissions sustainable sustainability
crime police antisocial safety theft vandalism violence
safe safety danger dangerous hazard risk secure risks
fire flood disaster emergency
art arts culture museum library theatre music concert
sport sports leisure gym swimming pool football
shop shops shopping retail store market
tv television radio newspaper media press magazine
game games gaming play fun entertainment toys
business company firm enterprise industry private commercial trade
bank banking account transfer card debit credit balance
economy economic growth recession inflation brexit
change changes reform transformation transform reorganisation restructure restructuring modernise
innovation innovative creative creativity new ideas novel idea
quality standard standards excellence high
consistent consistency inconsistent uniform standardise standardised standardisation reproducible \
reproducibility
reliable reliability dependable stable stability robust trustworthy unreliable
trust honesty honest integrity transparent transparency openness accountable accountability open
fair fairness justice equitable unfair
choice option options alternative choose alternatives
freedom autonomy independent independence empower empowerment empowered discretion
responsible responsibility accountable ownership duty
decision decisions decide making
goal aim objective purpose target ambition
priority priorities important importance essential vital key crucial
improve improvement improved better improving enhance enhancement
more increase increased additional extra greater raise
less fewer reduce decrease reduced
lack missing absence none without absent
nothing none anything complaints comment
everything all fine satisfied ok okay
too excessive overly many
not never cannot
always consistently constantly every time
again repeat repeated repeatedly repetitive
wrong incorrect mistake mistakes inaccurate error misunderstood misunderstanding
correct accurate right accuracy precise
waste wasted wasteful pointless useless
useful valuable beneficial helpful worthwhile usefulness
boring dull monotonous tedious
interesting interest exciting fascinating engaging interested
big large huge massive bulky bigger
small little tiny smaller
long lengthy longer short brief shorter
early earlier sooner later late
old outdated dated obsolete legacy ageing fashioned
modern contemporary date new
social work worker safeguarding
young youth teenager teenagers younger adolescent people
man men male female woman lady girls
friend friends relative relatives visitor visitors visiting
group groups peer peers class
interactive interactivity live real time dynamic
collaborative concurrent simultaneous multi user edit
search find locate discover lookup searching findable
link links hyperlink cross reference
list table index catalogue directory
number numeric numbers numerical maths mathematical math mathematics algorithm algorithms \
calculation
array matrix linear algebra vector tensor sparse
logic model models modelling simulation
map location place position locations address
feature features functionality function capability capabilities
customise customisation customizable configure personal options theme
extension extensions plugin plugins addon widget widgets
community forum mailing list contributors contributor contribute contributions open source
license licence licensing proprietary open source
standardised compatibility interoperability integration interoperable portable
experience journey impression first
complaint complain complaints grievance complained
thank thanks grateful gratitude appreciate appreciated
recommend recommendation recommended suggest suggestion
expect expectation expectations anticipated
agree agreement support consensus
disagree oppose objection against opposed
conflict disagreement dispute tension
culture attitude behaviour values ethos mindset
gap mismatch discrepancy difference differences
consequence effect impact result outcome outcomes
cause reason because root
tired exhaustion fatigue
weight diet obesity exercise fitness
smoking alcohol drugs addiction
breast feeding breastfeeding midwives labour birth pregnancy
teeth dentist dental
eye eyes vision glasses hearing
leg foot knee hip back shoulder physiotherapy
clothes uniform dress
animal dog dogs pets
"""


@lru_cache(maxsize=1)
def list_families() -> tuple[frozenset[str], ...]:
    """Families of stems, each of at least two."""
    families = [
        frozenset(stem for word in split_words(line) if (stem := stem_english(word)))
        for line in _FAMILIES.splitlines()
    ]
    return tuple(family for family in families if len(family) > 1)
