"""Words that carry no theme, in English and in Welsh, and words that tell another language.

Goes in: nothing. Goes out: three frozen sets of lower-case words, from own lists. The rule of
method: in comments *not, no, nothing, never, more, less, too, enough, always, again* carry the
meaning, so no list holds them, nor their Welsh fellows (*dim, nid, byth, mwy, llai, rhy, digon*).
"""

from __future__ import annotations

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

ENGLISH = frozenset(_ENGLISH.split())
WELSH = frozenset(_WELSH.split())
FOREIGN = frozenset(_FOREIGN.split())
