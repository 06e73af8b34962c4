"""The words by which minutes show what a sentence is, in English and Welsh.

Each pattern was written from how British councils, boards and governors write minutes. A cue is
about one sentence; what stands around it is for :mod:`gpgp.minutes.segments`.
"""

from __future__ import annotations

import re


def _any(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


BODY = (
    r"(?:the |this )?(?:[A-Z][\w&'’/-]+ (?:(?:and|of|for|&) )?){0,7}?(?:Board|Committee|"
    r"Sub-Committee|Subcommittee|Council|Cabinet|Panel|Commission|Executive|Forum|Governors|"
    r"Governing Body|Trustees|Authority|Partnership|Assembly|Working Group|Task Group|Steering "
    r"Group|Group|Meeting|Members|Participants|Councillors|Trust|committee|board|council|"
    r"meeting|members|governors|panel|group|participants|trustees)(?: members)?"
)
_ADVERBS = (
    r"(?:(?:then|unanimously|therefore|formally|also|duly|further|subsequently|both|all|hereby|"
    r"collectively|had|having considered[^,]*,) )*"
)
_PAPER = (
    r"(?:(?:the|this|its|a|an|both|all|each of the|with thanks the|and noted the) "
    r")?(?:[\w'’/&-]+ ){0,5}?(?:reports?|updates?|minutes|position|contents?|recommendations?|"
    r"progress|log|presentation|information|briefing|programme|decisions?|schedule|dates?|plan|"
    r"paper|statement|accounts|verbal|item|outcome|letter|appendix|appendices|summary|register|"
    r"statistics|figures)\b"
)
_DONE = (
    r"(?:approved|noted|agreed|adopted|ratified|endorsed|accepted|confirmed|received|authorised|"
    r"delegated|appointed|elected|deferred|supported|granted|refused|carried|lost|defeated|"
    r"resolved|rejected|re-elected|reappointed|co-opted|withdrawn)"
)
# Words that can only be a decision, wherever they stand
DECISION_SURE = _any(
    r"\b(?:RESOLVED|AGREED|APPROVED|ENDORSED|RATIFIED|ADOPTED|CARRIED|RECOMMENDED|ACCEPTED|"
    r"PENDERFYNWYD|CYTUNWYD|CYMERADWYWYD|NODWYD|DEFERRED|SUPPORTED|REFUSED|GRANTED|DELEGATED|"
    r"CONFIRMED|Resolved)\b",
    r"(?<!WAS )\b(?:NOTED|RECEIVED|TOOK ASSURANCE|AUTHORISED)\b",
    r"^\W*(?:Resolved|Agreed|Decision|Penderfynwyd|Cytunwyd|Approved|Noted)\s*[:\-–—]",
    r"^\W*(?:Unanimously )?(?:[Rr]esolved|[Aa]greed) (?:that|to|unanimously)\b",
    flags=re.NOFLAG,
)
DECISION = _any(
    r"\b(?:it was|was|were|be|is) (?:then |unanimously |therefore |formally |duly |also |"
    r"further |subsequently )*(?:resolved|agreed)\b(?! with)",
    r"\bresolved (?:to|that|unanimously)\b",
    rf"^\W*(?:(?:Following|After|Having|Subject to|On|Upon|With|Accordingly|"
    rf"Therefore)\b[^.]{{0,160}}?,? )?{BODY} {_ADVERBS}(?:(?:resolved|approved|endorsed|"
    rf"ratified|adopted|elected|appointed|authorised|voted|delegated|accepted|confirmed|"
    rf"deferred)\b(?! that)|agreed (?:to|the|a|an|its|with the recommendations?|that (?!there "
    rf"(?:was|were|is)|it (?:was|is))[^.]*\b(?:be|should|would|will|to)\b|unanimously|by|not|"
    rf"and)\b|approved that\b|(?:noted|received|received and noted|noted and approved|supported|"
    rf"took) {_PAPER})",
    r"\b(?:minutes|notes|record)\b[^.]{0,120}\b(?:were|was|be|as) (?:\w+ ){0,4}?(?:agreed|"
    r"approved|confirmed|accepted|signed|ratified|adopted|(?:a )?(?:correct|true|accurate))\b",
    r"\b(?:motion|amendment|recommendations?|proposal|substantive motion)\b[^.]{0,60}\b(?:was|"
    r"were) (?:\w+ ){0,2}?(?:carried|lost|defeated|agreed|approved|passed|accepted|adopted|"
    r"rejected)\b",
    r"\bunanimously (?:approved|agreed|resolved|accepted|adopted|elected|supported)\b",
    r"\bproposed\b.{3,80}\bseconded\b.{3,80}\b(?:approved|agreed|carried|accepted|resolved|"
    r"adopted)\b",
    r"\b(?:carried|passed|agreed|approved) (?:unanimously|nem\.? con|by \d+ votes)",
    r"^\W*(?:penderfynwyd|cytunwyd|cymeradwywyd|nodwyd yr)\b",
    r"\bpenderfynodd y\b|\bcytunodd y (?:pwyllgor|bwrdd|cyngor|cabinet)\b",
)
# Passive and short: "The report was noted."
DECISION_PASSIVE = _any(
    rf"\b(?:was|were) (?:\w+ly |then |also |therefore )*{_DONE}\b(?! (?:that|with)\b)"
)
NOT_DECIDED = _any(
    r"\bit was (?:also |further )?noted\b",
    r"\bapolog",
    r"\bin (?:19|20)\d\d\b",
    r"\b(?:had|has|have) been\b",
    r"\bymddiheuriad",
    r"\bput the\b.*\bto the vote, and\b",
    r"\bquestion",
    r"\b(?:if|whether|when|once|until|unless) (?:the|it|this|they)\b",
    r"\bno (?:formal )?decision\b",
    r"\bwould be (?:resolved|agreed)\b",
    r"\bto be (?:resolved|agreed)\b",
    r"\bnot (?:yet )?been\b",
    r"\bpreviously\b",
    r"\bhad (?:resolved|agreed)\b",
)
THAT_BE = _any(
    r"^\W*that\b(?! (?:was|is|were|would|had|said|point|figure|gap|the gap))",
    rf"^\W*(?:the|a|an|subject to|to|it|his|its|\w+)\b[^.]{{2,220}}\bbe (?:\w+ly |"
    rf"re)?(?:{_DONE[3:-1]}|\w+ed|brought|held|given|sent|set|put|taken|made)\b",
    r"^\W*to (?:note|approve|agree|endorse|recommend|receive|adopt|support|accept|delegate|nodi|"
    r"object|grant)\b",
)

ACTION_SURE = _any(
    r"^\W*(?:ACTIONS?|Actions?(?: points?)?|CAM(?:AU)? GWEITHREDU|Cam gweithredu|"
    r"AP\d*)\b\s*(?:\d+\s*)?(?:[:\-–—(\[]|$)",
    r"\(ACTION\b",
    r"^\W*(?:the )?(?:[A-Z]{2,4}(?:[/&, ]+[A-Z]{2,4})*|(?:[A-Z][\w'’&-]+ ){0,6}(?:Officers?|"
    r"Clerk|Chair(?:man)?|Members|Headteacher|Head|Manager|Director|Secretary|Advis[eo]r|team|"
    r"Team|Governors|Councillors?|Cllr|Lead|Executive|Participants|All|ALL)(?: [A-Z][\w'’-]+)?) "
    r"to (?!a |the |an |be |speak|ask)[a-z]+\b",
    r"^\W*(?:Officers|Members|Clerk|Chair|Participants|All) to be\b",
    flags=re.NOFLAG,
)
_DO_LATER = (
    r"(?:provide|circulate|send|share|bring|report|look|follow|arrange|write|check|take|raise|"
    r"include|contact|liaise|distribute|forward|produce|prepare|investigate|invite|email|speak|"
    r"submit|draft|organise|feed|supply|update members|find out|chase|publish|advise members)"
)
ACTION = _any(
    rf"\b(?:undertook|undertaken) to\b|(?<!was )(?<!were )\b(?:offered|promised|committed|"
    rf"volunteered) to {_DO_LATER}\b",
    rf"\b(?:he|she|they|officers?|[A-Z][\w'’-]+) (?:also |then )?agreed to {_DO_LATER}\b",
    r"(?<!they )\b(?:was|were) (?:also |then )?(?:asked|requested|instructed|tasked|directed|"
    r"invited) to (?!note|consider|approve|the|comment|agree|complete|declare)\w+",
    r"\bwould be (?:fed|reported|brought|circulated|shared|sent|submitted) (?:back|to|out)\b",
    r"\b(?:will|would) be (?:integrated|incorporated|reflected|circulated|fed|fed back|reported "
    r"back|followed up)\b",
    r"\b(?:will|would) (?:circulate|report back|feed back|follow up|arrange for|provide "
    r"(?:members|the committee|the board)|bring (?:back|a)|send|submit|write to|draft|action|"
    r"take this)\b",
    r"\bto be (?:circulated|added to the agenda|brought (?:back )?to|invited to|followed up|"
    r"reported back)\b",
    r"\b(?:bydd|byddai)\b.*\b(?:yn (?:cylchredeg|adrodd|trefnu))",
)

QUESTION = _any(
    r"\b(?:asked|queried|enquired|inquired|questioned|wondered|wished to know|wanted to know|"
    r"gofynnodd|holodd|gofynnwyd)\b(?! to (?!what|know)| that| the (?:committee|board|panel|"
    r"council|cabinet|chair|members) to| for (?:a|the)(?: further)? report)",
    r"\bsought (?:clarification|assurance|clarity|confirmation|information|reassurance|further|"
    r"advice|an? )",
    r"\b(?:requested|asked for) (?:clarification|further (?:information|detail|clarification)|"
    r"clarity|assurance|more detail|information|an update|details)",
    r"\ba (?:question|query) (?:was|had been) (?:asked|raised|put)\b",
    r"\b(?:questions?|queries) (?:was|were) (?:asked|raised|put)\b|\braised (?:a )?(?:question|"
    r"query|queries|questions)\b",
    r"\bchallenged (?:the|whether|how|why)\b",
    r"\?[\"”’']?\s*$",
)
RESPONSE = _any(
    r"^\W*in (?:response|reply|answer(?:ing)?)\b",
    r"^\W*(?:responding|replying|in answer) to\b",
    r"^\W*mewn ymateb\b",
    r"\b(?:responded|replied|answered)\b",
    r"\bmewn ymateb\b",
    r"\b(?:members|the (?:committee|board|panel|council|cabinet|commission|meeting|group)|"
    r"governors) (?:was|were) (?:\w+ly |also |further )?(?:advised|informed|told|assured|"
    r"reminded|updated)\b",
    r"\bin response to (?:a |the |this |these |members|questions?|queries|comments)",
    r"\b(?:it was )(?:explained|confirmed|clarified|advised) (?:in response|that)\b",
    r"\b(?:informed|assured|reassured|advised) (?:the )?(?:members|committee|board|panel|"
    r"council|commission|him|her|councillor)",
)
TOLD = _any(
    r"^\W*(?:members|the (?:committee|board|panel|council|cabinet|commission|meeting|group)|"
    r"governors|it) (?:was|were) (?:\w+ly |also |further |then )?(?:advised|informed|told|"
    r"assured|reminded|updated|explained|reported)\b",
)
INTRODUCED = _any(
    r"\b(?:introduced|presented|to introduce|to present)\b(?! (?:a |the )?(?:motion|amendment|"
    r"petition))"
)
REPORT = _any(
    r"\b(?:introduced|presented|submitted|cyflwynodd|tabled)\b(?! (?:a |the )?(?:motion|"
    r"amendment|petition))",
    r"\bto introduce\b",
    r"\btook (?:the )?(?:members|committee|board|panel) through\b",
    r"\btalked (?:\w+ )?through\b",
    r"\b(?:gave|provided|delivered|received|heard|had)\b (?:(?:an?|the|members|with|committee|"
    r"board|panel|brief|short|verbal|oral|detailed|comprehensive|further|regular) )*(?:update|"
    r"presentation|overview|summary|briefing)",
    r"\bupdated (?:the )?(?:members|committee|board|panel|council|governors)\b",
    r"\b(?:considered|received|had before (?:it|them)|were presented with|reviewed) (?:a|an|the|"
    r"two|three|this)\b[^.]{0,80}?\b(?:reports?|update|paper|presentation|papers|briefing|"
    r"document|statement|plan|strategy)\b",
    r"\b(?:reports?|documents?|papers?|presentation)\b[^.]{0,60}?\b(?:set out|sets out|provided|"
    r"summarised|highlighted|detailed|outlined|presented|sought|asked|proposed|was (?:submitted|"
    r"presented|introduced|circulated)|were (?:submitted|presented)|had been circulated)\b",
    r"\bconsideration was given to\b",
    r"\badroddodd\b|\bystyri(?:wyd|odd)\b",
    r"^\W*(?:the )?purpose of (?:the|this) (?:report|item|roundtable|meeting)\b",
    r"\b(?:a |the )?(?:short |brief )?presentation (?:set|was|outlined|covered)\b",
    r"\bdrew (?:[\w'’]+ ){0,3}attention to\b",
    r"\breported (?:that|on|back|the)\b",
)
COMMENT = _any(
    r"\b(?:commented|expressed|felt|raised|suggested|highlighted|stressed|emphasi[sz]ed|"
    r"welcomed|observed|pointed out|thought|believed|remarked|praised|commended|opined|urged|"
    r"argued|criticised|recognised|complained|mentioned|stated that (?:he|she|they)|noted|"
    r"supported|congratulated|reiterated|warned|hoped|considered|cautioned|echoed|spoke|"
    r"regretted|acknowledged|proposed that|discussed|debated|mynegodd|dywedodd|nododd|awgrymodd|"
    r"croesawodd)\b",
    r"\b(?:was|were|is|are) (?:\w+ )?(?:concerned|pleased|worried|disappointed|of the (?:view|"
    r"opinion)|supportive|keen|surprised|impressed|grateful)\b",
    r"\bconcerns? (?:was|were|about|that|over|regarding|had)\b|^\W*concerned\b",
    r"\bthere was (?:\w+ )?(?:some |strong |general |broad |a |much )*(?:concern|request|"
    r"support|discussion|consensus|feeling|view|debate|agreement|need)",
    r"\bit was (?:\w+ )?(?:suggested|felt|pointed out|considered|commented|highlighted|observed|"
    r"thought|stressed|acknowledged|recognised|questioned whether)\b",
    r"\b(?:was|were) (?:\w+ )?(?:felt|seen|thought|considered) (?:to be|as|that)\b",
    r"\bagreed with (?:the |this |councillor|cllr|mr|mrs|ms)",
    r"\b(?:requested|asked) that\b",
    r"\bsupport(?:ed)? for\b",
    r"\bcould not support\b",
)
NOTE = _any(
    r"\bwelcomed (?:(?-i:Mr|Mrs|Ms|Dr|Miss|Professor|[A-Z]\w+ [A-Z])|new )",
    r"\b(?:declared|datgan\w*)\b",
    r"\bapolog(?:y|ies)\b",
    r"\bymddiheuriadau\b",
    r"\bwelcomed (?:everyone|everybody|all|those|members|attendees|the public|colleagues|\w+ "
    r"\w+ to (?:the|his|her|their))\b(?! the)",
    r"\bthank(?:ed|s)\b",
    r"\b(?:left|joined|rejoined|entered|withdrew from) the (?:meeting|room|chamber|call)\b",
    r"\bdiolchodd\b|\bcroesawodd y cadeirydd bawb\b",
    r"\bmeeting (?:was )?(?:\w+ )?(?:closed|ended|concluded|finished|adjourned|commenced|"
    r"started|opened|reconvened|rose|terminated)\b",
    r"\bclosed the meeting\b",
    r"\bdaeth y cyfarfod\b|\bcyfarfod nesaf\b",
    r"\b(?:date|time) of (?:the )?next meeting\b|\bnext meeting (?:will|would|is|was|of)\b",
    r"^\W*(?:there (?:were|was) no|no )\b[^.]{0,60}\b(?:declar|apolog|interest|question|matters|"
    r"business|items|substitut|petition|notif|disclosure|urgent|public|announce)",
    r"^\W*(?:none|nil|there (?:were|was) none|no matters arising|nothing to report|ni "
    r"ddatganwyd)\b",
    r"\bsubstitut",
    r"\b(?:moved|proposed|seconded) by\b|\b(?:formally )?seconded\b|\bmoved (?:a|an|the)\b",
    r"\bintroductions were made\b",
    r"\bit was noted that\b",
    r"\bthere being no (?:further|other)\b",
    r"\ball actions (?:were|are|have|had)\b",
    r"\bquor(?:um|ate)\b",
    r"\b(?:being|be) (?:filmed|recorded|webcast|broadcast)\b",
    r"\bhouse-?keeping\b",
    r"\bput the (?:recommendations?|motion|amendment) to the vote\b",
    r"\bupon being put\b",
)
ROLL_ITEM = _any(
    r"apolog|ymddiheur|declaration|datgan|next meeting|cyfarfod nesaf|substitut|^attendance"
)
FORMAL_ITEM = _any(
    r"apolog|ymddiheur|declar|datgan|interest|buddiant|welcome|introductions|next meeting|"
    r"cyfarfod nesaf|date of|correspondence|announcement|substitut|any other business|urgent|"
    r"closure|close of meeting|chair.s communications|matters arising|attendance|quorum|"
    r"exclusion",
)

# Lines that stand above others and say what these are
LEAD_DECISION = _any(
    r"^\W*(?:(?:the |it was |that |therefore |"
    + BODY
    + r" )*)(?:\w+ly )?(?:resolved|agreed|decisions?|resolutions?|recommended|"
    r"recommendations? agreed|conclusions?|outcomes?|penderfyniad(?:au)?|penderfynwyd|"
    r"cytunwyd)\b[^.]{0,80}?\W*$",
    r"^\W*(?:the )?(?:board|committee|cabinet|council|panel|governors|trustees)\W*$",
)
LEAD_ACTION = _any(
    r"^\W*(?:agreed )?(?:actions?|next steps|action points?|follow[- ]up|camau(?: gweithredu)?|"
    r"y camau nesaf)\b[^.]{0,30}?\W*$"
)
LEAD_RESPONSE = _any(
    r"\bin (?:response|reply)\b",
    r"^\W*(?:officers?['’]? )?(?:responses?|replies|answers)\b[^.]{0,40}$",
    r"\b(?:responded|replied|advised|clarified|explained|confirmed|said|answered)\b[^.]{0,60}\W*$",
    r"\bfollowing (?:responses|answers|clarifications?|replies)\b",
    r"\bmewn ymateb\b|\bymatebion\b",
)
LEAD_QUESTION = _any(
    r"^\W*(?:questions?|queries|cwestiynau)\W*$",
    r"\bfollowing (?:questions|queries)\b",
    r"\basked (?:the following|a number of)\b",
)
LEAD_COMMENT = _any(
    r"\b(?:discussions?|debate|comments|points|issues|suggestions|"
    r"views)\b[^.:]{0,60}?\b(?:included|including|covered|as follows)\b",
    r"\b(?:comments?|points?|issues?|observations?|views?|concerns?|matters) (?:were|was|are|"
    r"made|raised|noted|discussed|from|by|of)\b",
    r"^\W*(?:members?['’]?s?['’]? |board |committee |key )*(?:comments?|points(?: made| "
    r"raised)?(?: in discussion)?|discussion|feedback|views|issues(?: raised)?|themes|challenge|"
    r"sylwadau|trafodaeth)\b[^.]{0,40}?\W*$",
    r"\b(?:in|during) (?:the )?(?:ensuing |subsequent )?(?:discussion|debate)\b",
    r"\bmembers (?:raised|made|discussed|commented|noted)\b",
    r"\bfollowing (?:comments|points|issues|observations|matters)\b",
)
LEAD_REPORT = _any(
    r"\b(?:report|presentation|update) (?:\w+ )?(?:highlighted|covered|included|set out|"
    r"outlined)\b",
    r"^\W*(?:background|summary|purpose|introduction|presentation|key points of the "
    r"report)\b[^.]{0,40}?\W*$",
    r"\bdrew attention to\b|\bhighlighted the following\b|\bupdated on\b",
)
LEAD_NOTE = _any(
    r"^\W*(?:reasons?(?: for (?:the )?decisions?)?|alternative options[^.]*|other options[^.]*|"
    r"record of votes?|voting)\W*$"
)
LABEL = _any(
    r"^\W*(?:it was |members |unanimously |agreed |key |board |committee )*(?:resolved|agreed|"
    r"decisions?|resolutions?|recommended|conclusions?|outcomes?|penderfyn\w+|actions?(?: "
    r"points?| agreed)?|next steps|camau[\w ]*|y camau nesaf|questions?(?: and (?:answers|"
    r"comments))?|cwestiynau|responses?|replies|answers|officers?['’]? responses?|"
    r"members?['’]?s?['’]? (?:comments?|questions?|views)|comments?|discussion(?: points)?|"
    r"points (?:made|raised|discussed)(?: in (?:the )?discussion)?|feedback|views|issues(?: "
    r"raised)?|themes|challenge|sylwadau|trafodaeth|background|summary|purpose(?: of [\w ]+)?|"
    r"introduction|presentation|key points[\w ]*|reasons?[\w ()]*)(?: that| to)?\W*$",
)
WEB_PAGE = _any(
    r"^(?:agenda item|issue - (?:meetings|decisions)|agenda and (?:draft )?minutes|"
    r"(?:supporting|additional) documents?\b.*|no\. ?item)\W*$|pdf icon|\bPDF \d+ ?[KM]B\b|"
    r"^Meeting: \d"
)
AGENDA_TEXT = _any(
    r"^\[[^\]]*\]$",
    r"^\W*to (?:receive|consider|note|approve|agree|confirm|invite|elect|appoint|discuss|review|"
    r"adopt|declare|answer|authorise|sign|resolve|accept|report)\b",
    r"^\W*(?:members|councillors|the \w+ (?:committee|board)) (?:are|is) (?:asked|invited|"
    r"reminded|requested)\b",
    r"^\W*(?:a )?reports? (?:of|by|from) the [^.]{0,90}\.?$",
    r"^\W*(?:additional|supporting|background) documents?\b",
    r"\bpdf icon\b|\bPDF \d+ ?[KM]B\b",
    r"^\W*(?:venue|contact|media|items|no\.? ?item|printed (?:draft )?minutes|link|webcast|"
    r"e-?mail|tel(?:ephone)?)\b\s*:?[^.]{0,80}$",
    r"^\W*(?:(?:draft|unconfirmed|public|confirmed) )*(?:minutes|notes|record|cofnodion) of "
    r"(?!.*\b(?:was|were|be|resolved|agreed|approved)\b)",
    r"^\W*(?:agenda item|agenda and minutes|minutes|decision maker|issue)\W*$",
    r"^\W*(?:signed|chair(?:man)?|dated(?: this)?|date)\b[\W_]*(?:(?:chair(?:man)?|date|day "
    r"of)[\W_]*)*$",
    r"^\W*(?:proposed|seconded|proposer|seconder)\b[^.]{0,60}$",
)
MEMBER_SUBJECT = _any(
    r"^\W*(?:a |an |the |another |other |some |several |one |two |many |county |y |deputy |"
    r"vice[- ]|lead |opposition )*(?:councillors?|cllrs?|members?|chair(?:man|person|woman)?|"
    r"vice[- ]chair\w*|governors?|participants?|trustees?|aldermen|alderman|residents?|leader|"
    r"mayor|cynghor\w+|aelod\w*|cadeirydd|unions?|employers?|providers|attendees|delegates)\b",
)
CABINET_SUBJECT = _any(
    r"^\W*(?:the )?(?:cabinet member|executive member|portfolio holder|lead member|deputy "
    r"leader|leader of the council|chief whip)\b"
)
OFFICER_SUBJECT = _any(
    r"^\W*(?:(?:in (?:response|reply)[^,]{0,80}|mewn ymateb|following[^,]{0,60}), "
    r")?(?:(?:dywedodd|cyflwynodd|adroddodd|esboniodd) )?(?:the |an |y |yr )?(?:officers?|"
    r"swyddog\w*)\b"
)
PRONOUN_SUBJECT = _any(
    r"^\W*(?:he|she|they|it|this|these|those|further|in addition|additionally|also|however|for "
    r"example|roedd|mae)\b"
)
