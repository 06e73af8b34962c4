r"""How each survey platform writes its exports, as data.

A dialect says by which headers a platform is known, what its own columns are, and how it writes
the parts of one question over several columns (``key`` = what the columns of a question share,
``item`` = what one of them is about). Adding a platform is adding an entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gpgp.intake.draft.vocabulary import platform_column

# What a column of the platform's own is: a question type, for personal data with its kind.
OwnColumn = tuple[str, str]
ID: OwnColumn = ("respondent_id", "")
WHEN: OwnColumn = ("submitted_at", "")
NAME: OwnColumn = ("personal", "name")
EMAIL: OwnColumn = ("personal", "email")
PHONE: OwnColumn = ("personal", "phone")
OTHER: OwnColumn = ("personal", "other")
ADDRESS: OwnColumn = ("personal", "address")
LANGUAGE: OwnColumn = ("language", "")
IGNORE: OwnColumn = ("ignore", "")


@dataclass(frozen=True)
class Dialect:
    """One platform's way of writing."""

    name: str
    marks: tuple[str, ...]  # patterns of headers; a header counts for one of them at most
    least: int  # marks that must be found
    own: dict[str, OwnColumn] = field(default_factory=dict)  # by header, case aside
    parts: tuple[str, ...] = ()  # patterns of headers with groups key and item, or key and text
    separators: str = ";,|"  # between the options of a multiple choice, likeliest first
    is_day_first: bool = False
    missing: tuple[str, ...] = ()  # its words that can stand for a blank
    bulk: str = ""  # a pattern that most headers match counts for two marks
    must: str = ""  # a pattern that some header has to match
    ticks: tuple[str, ...] = ()  # how it writes that an option was chosen, and that it was not
    own_pattern: str = ""  # further headers of its own, which nobody answered

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of headers to try, its own first."""
        return (*self.parts, *_EVERYWHERE)

    def count_marks(self, headers: list[str]) -> int:
        """Count the different marks among some headers."""
        seen = sum(
            any(re.search(mark, header, re.IGNORECASE) for header in headers) for mark in self.marks
        )
        n_bulk = sum(bool(self.bulk and re.search(self.bulk, header)) for header in headers)
        return seen + 2 * (n_bulk > len(headers) / 2)


_TWO_ROWS = r"^(?P<key>.+) \| (?P<item>[^|]+)$"
_BRACKETS = r"^(?P<key>.+?) ?\[(?P<item>.+)\]$"
_NUMBERED = r"^(?P<key>\d+)(?:[a-z](?P<column>\d*))?[.)] ?(?P<text>.*)$"
_DASHED = r"^(?P<key>.{8,}?[?:.…)]?) +[-–] (?P<item>.+)$"
_NUMBERED_PLACES = (
    r"^(?P<key>.*(?i:rank|choice|priority|place|preference))[_ #.-]*(?P<item>\d{1,2})$"
)
_PATHS = r"^(?P<key>.*\w)/(?P<item>\w[^/]*)$"
# Tried in every dialect after its own.
_EVERYWHERE = (
    r"^(?P<key>.+?) ?>> ?(?P<item>.+)$",
    _TWO_ROWS, _BRACKETS, _NUMBERED, _NUMBERED_PLACES,
    r"^(?P<key>.{8,}[?:…]) ?[-–]? ?(?P<item>.{2,})$",
    _DASHED,
    r"^(?P<key>[A-Za-z][A-Za-z_]*?)_?(?P<item>\d{1,3}[a-z]?)$",  # anx1, mslq_07
    r"^(?P<key>[A-Za-z]+\d+)[_.-]?(?P<item>[a-z]|\d{1,2})$",  # Q5a, v12_3
    r"^(?P<key>.{3,}?)[_ .](?P<item>\d{1,2}|[A-Z])$",
)  # fmt: skip
_QUALTRICS_NAMES = r"^(?P<key>[^|]+?)_(?!TEXT\b)(?P<sub>-?\w+?(?:_-\d+)?) \| (?P<text>.*)$"
_QUALTRICS_SIDES = r"^(?P<sub>[^|]+?): (?P<key>\d+)(?:_\d+)* \| (?P<text>.*)$"

DIALECTS = (
    Dialect(
        "qualtrics",
        (
            r"^(?:V1 \| )?Response ?Id$", r"^(?:\w+ \| )?StartDate\b", r"^(?:\w+ \| )?EndDate\b",
            r"^(?:\w+ \| )?Finished$", r"IPAddress$", r"^RecordedDate", r"ResponseSet$",
            r"ExternalDataReference$", r"^LocationLatitude$", r"^DistributionChannel\b",
        ),
        3,
        {
            "responseid": ID, "response id": ID, "recordeddate": WHEN, "recorded date": WHEN,
            "enddate": WHEN, "end date": WHEN, "startdate": IGNORE, "start date": IGNORE,
            "status": IGNORE, "response type": IGNORE, "progress": IGNORE, "finished": IGNORE,
            "duration (in seconds)": IGNORE, "responseset": IGNORE, "distributionchannel": IGNORE,
            "distribution channel": IGNORE, "userlanguage": LANGUAGE, "user language": LANGUAGE,
            "ipaddress": OTHER, "ip address": OTHER, "name": NAME, "recipientlastname": NAME,
            "recipient last name": NAME, "recipientfirstname": NAME, "recipient first name": NAME,
            "recipientemail": EMAIL, "recipient email": EMAIL, "emailaddress": EMAIL,
            "externaldatareference": OTHER, "external data reference": OTHER,
            "external reference": OTHER, "locationlatitude": OTHER, "location latitude": OTHER,
            "locationlongitude": OTHER, "location longitude": OTHER, "locationaccuracy": IGNORE,
            "prolific_pid": OTHER,
        },
        (_QUALTRICS_NAMES, _QUALTRICS_SIDES, _TWO_ROWS),
        ",;|",
        missing=("-99",),
        # robot checks; a conjoint's attributes; the order in which things were shown; timers
        own_pattern=r"^Q_[A-Z]\w+$|^[A-Z]-\d+(?:-\d+)+$|_DO(?:_|\b)|^Display Order\b|^SC\d+\b|"
        r"_(?:First Click|Last Click|Page Submit|Click Count)\b|^(?:Timing|Meta Info)\b|"
        r"_(?:Browser|Version|Operating System|Resolution)(?:_\d)?\b",
    ),
    Dialect(
        "microsoft_forms",
        (
            r"^ID$",
            r"^(?:Start time|Heure de début|Startzeit|Hora de inicio|Hora de início|"
            r"Ora di inizio|Begintijd|Amser dechrau)$",
            r"^(?:Completion time|Heure de fin|Fertigstellungszeit|Hora de finalización|"
            r"Hora de conclusão|Ora di completamento|Tijd van voltooien|Amser cwblhau)$",
            r"^(?:Email|Adresse de messagerie|E-?Mail|Correo electrónico|"
            r"Indirizzo di posta elettronica|Posta elettronica)$",
            r"^(?:Name|Nom|Nombre|Nome|Naam|Enw)$", r"^Last modified time$",
        ),
        3,
        {
            "id": ID, "start time": IGNORE, "completion time": WHEN, "email": EMAIL,
            "name": NAME, "last modified time": IGNORE, "language": LANGUAGE,
            "total points": IGNORE, "quiz feedback": IGNORE,
        },
        (r"^(?P<key>.{8,})\.(?P<item>[^.?]{2,})$",),
        ";",
    ),
    Dialect(
        "limesurvey",
        (
            r"^(?:id\. )?Response ID$|^id$|^Antwort.ID$|^ID de la réponse$|^ID de respuesta$|"
            r"^ID da resposta$|^ID risposta$|^Antwoord.?ID$",
            r"^(?:submitdate\. )?Date submitted$|^submitdate$|^Datum Abgeschickt$|"
            r"^Date de soumission$|^Fecha de envío$|^Data de envio$|^Data invio$|"
            r"^Datum ingezonden$",
            r"^(?:lastpage\. )?Last page$|^lastpage$|^Letzte Seite$|^Dernière page$|"
            r"^Última página$|^Ultima pagina$|^Laatste pagina$",
            r"^(?:startlanguage\. )?Start language$|^startlanguage$|^Start.?Sprache$|"
            r"^Langue de départ$|^Idioma inicial$|^Lingua iniziale$|^Start.?taal$",
            r"^Seed$|^Zufallsstartwert$|^Tête de série$|^Graine$|^Semilla$",
            r"^Date started$|^startdate$", r"^[A-Za-z]\w*\[\w+\]\. ",
        ),
        2,
        {
            "response id": ID, "id": ID, "id. response id": ID, "date submitted": WHEN,
            "submitdate": WHEN, "submitdate. date submitted": WHEN, "last page": IGNORE,
            "lastpage": IGNORE, "lastpage. last page": IGNORE, "start language": LANGUAGE,
            "startlanguage": LANGUAGE, "startlanguage. start language": LANGUAGE,
            "seed": IGNORE, "seed. seed": IGNORE, "date started": IGNORE, "startdate": IGNORE,
            "date last action": IGNORE, "datestamp": IGNORE, "ip address": OTHER,
            "ipaddr": OTHER, "referrer url": IGNORE, "refurl": IGNORE,
        },
        (
            r"^(?P<key>[A-Za-z]\w*)\[(?P<sub>\w+)\](?:\[\w+\])?\.? ?(?P<text>.*)$",
            r"^(?P<key>[A-Za-z]+)(?P<sub>\d+\w*(?:-\d+)?)\. (?P<text>.+)$",
            _BRACKETS,
        ),
        ";,",
        bulk=r"^[A-Za-z]\w*(?:\[\w+\])?\. ?\S",
    ),
    Dialect(
        "typeform",
        (r"^#$", r"^Start Date \(UTC\)$", r"^Submit Date \(UTC\)$", r"^Network ID$", r"\{\{field:",
         r"^Response Type$", r"^Stage Date \(UTC\)$"),
        2,
        {
            "#": ID, "start date (utc)": IGNORE, "submit date (utc)": WHEN, "network id": OTHER,
            "response type": IGNORE, "stage date (utc)": IGNORE, "tags": IGNORE, "ending": IGNORE,
        },
        (_TWO_ROWS,),
        ",;",
    ),
    Dialect(
        "surveymonkey",
        (r"^Respondent ?ID$", r"^Collector ?ID$", r"^(?:Start|Date) ?(?:Date|Created)$",
         r"^(?:End|Date) ?(?:Date|Modified)$", r"^IP Address$", r"^Custom Data 1$",
         r"^Email Address$"),
        1,
        {
            "respondent id": ID, "respondentid": ID, "collector id": IGNORE,
            "collectorid": IGNORE, "start date": IGNORE, "startdate": IGNORE, "end date": WHEN,
            "enddate": WHEN, "date created": IGNORE, "date modified": WHEN, "ip address": OTHER,
            "email address": EMAIL, "first name": NAME, "last name": NAME,
            "custom data 1": OTHER, "custom data": OTHER,
        },
        (_TWO_ROWS, _NUMBERED, _DASHED),
        ";,",
        missing=("-",),
        must=r"^Respondent ?ID$",
    ),
    Dialect(
        "alchemer",
        (r"^Time Started$", r"^Date Submitted$", r"^Status$", r"^Response ID$", r"^Contact ID$",
         r"^Legacy Comments$", r"^SessionID$", r"^Other - Write In", r"^Extended Referer$"),
        2,
        {
            "response id": ID, "time started": IGNORE, "date submitted": WHEN, "status": IGNORE,
            "contact id": OTHER, "legacy comments": IGNORE, "comments": IGNORE,
            "language": LANGUAGE, "referer": IGNORE, "sessionid": IGNORE, "user agent": IGNORE,
            "extended referer": IGNORE, "longitude": OTHER, "latitude": OTHER, "country": IGNORE,
            "city": OTHER, "state/region": IGNORE, "postal": ADDRESS, "ip address": OTHER,
            "tags": IGNORE,
        },
        (r"^(?P<item>[^:]{1,120}):+ ?(?P<key>.{5,})$",),
        ";,",
    ),
    Dialect(
        "simplesurvey",
        (r"^Internal ID$",),
        2,
        {"internal id": ID, "date": WHEN, "language": LANGUAGE, "ip address": OTHER},
        (r"^(?P<key>\d+)\) ?(?P<text>.*)$",),
        ";,",
        bulk=r"^\d+\) ",
    ),
    Dialect(
        "questback",
        (r"^lfdn$", r"^external_lfdn$", r"^tester$", r"^dispcode$", r"^lastpage$", r"^quality$",
         r"^v_\d+$"),
        2,
        {
            "lfdn": ID, "external_lfdn": IGNORE, "tester": IGNORE, "dispcode": IGNORE,
            "lastpage": IGNORE, "quality": IGNORE, "duration": IGNORE, "datetime": WHEN,
            "date_of_last_access": IGNORE, "date_of_first_mail": IGNORE, "browser": IGNORE,
            "referer": IGNORE, "participant_browser": IGNORE, "ip_addr": OTHER, "hostname": OTHER,
            "output_mode": IGNORE, "javascript": IGNORE, "flash": IGNORE, "session_id": IGNORE,
            "language": LANGUAGE, "cleaned": IGNORE, "page_history": IGNORE, "hflip": IGNORE,
            "vflip": IGNORE, "quota": IGNORE, "quota_assignment": IGNORE, "device_type": IGNORE,
            "ats": IGNORE,
            "participant_region": OTHER, "participant_city": OTHER,
            "participant_latitude": OTHER, "participant_longitude": OTHER,
        },
        (r"^(?=(?P<text>v_\d+)$)(?P<key>v)",),
        ";,",
        own_pattern=r"^rts\d+$|^participant_\w+$",
        missing=("-66", "-77", "-99", "NotAnswered", "NotShown", "Please make a selection"),
    ),
    Dialect(
        "smartsurvey",
        (r"^User ?ID$", r"^User ?No$", r"^Unique ?ID$", r"^Started$", r"^(?:Ended|Completed)$",
         r"^Tracking(?: Link| ID)?$", r"^Collector$"),
        3,
        {
            "userid": ID, "user id": ID, "userno": IGNORE, "user no": IGNORE, "name": NAME,
            "email": EMAIL, "ip address": OTHER, "ip": OTHER, "unique id": IGNORE,
            "uniqueid": IGNORE, "started": IGNORE, "ended": WHEN, "completed": WHEN,
            "tracking link": IGNORE, "tracking id": IGNORE, "tracking": IGNORE,
            "collector": IGNORE, "language": LANGUAGE, "device": IGNORE, "platform": IGNORE,
            "browser": IGNORE, "username": NAME,
        },
        (_TWO_ROWS, _DASHED),
        ";,|",
        is_day_first=True,
    ),
    Dialect(
        "citizen_space",
        (r"^(?:.* \| )?Response ID$", r"^(?:.* \| )?Submitted Date(?:/Time)?$",
         r"^(?:.* \| )?(?:Response )?Source$", r"^(?:.* \| )?Receipt Number$",
         r"^(?:.* \| )?Published\b", r"\| .+ - .+", r"^(?:.* \| )?Consultation\b"),
        2,
        {
            "response id": ID, "submitted date/time": WHEN, "submitted date": WHEN,
            "date submitted": WHEN, "receipt number": IGNORE, "source": IGNORE,
            "response source": IGNORE, "published": IGNORE, "consultation": IGNORE,
        },
        (r"^(?:[^|]{1,60} \| )?(?P<key>.{6,}) [-–] (?P<item>[^|]+)$", _TWO_ROWS),
        ";,|",
        is_day_first=True,
    ),
    Dialect(
        "google_forms",
        (
            r"^(?:Timestamp|Marca temporal|Horodateur|Zeitstempel|Stamp Amser|Tijdstempel|"
            r"Carimbo de data/hora|Informazioni cronologiche|ประทับเวลา|طابع زمني|时间戳记|"
            r"タイムスタンプ|Отметка времени|Sygnatura czasowa|Tidsstämpel|Zaman damgası)$",
        ),
        1,
        {"username": EMAIL, "score": IGNORE},
        (_BRACKETS,),
        ",;，",
    ),
    Dialect(
        "kobo",
        (r"^_uuid$", r"^_submission_time$", r"^_validation_status$", r"^__version__$", r"^_id$",
         r"^_submitted_by$", r"^_index$", r"^formhub/uuid$", r"^_status$", r"^meta/instanceID$"),
        2,
        {"_id": ID, "_submission_time": WHEN, "_submitted_by": NAME},
        (_PATHS,),
        " ;",
    ),
    Dialect(
        "odk",
        (r"^SubmissionDate$", r"^KEY$", r"^meta-instanceID$", r"^ReviewState$", r"^FormVersion$",
         r"^SubmitterName$", r"^AttachmentsPresent$"),
        3,
        {"submissiondate": WHEN, "key": ID, "meta-instanceid": IGNORE, "submittername": NAME,
         "submitterid": OTHER},
        (_PATHS,),
        " ;",
    ),
    Dialect(
        "soscisurvey",
        (r"^CASE\b", r"^SERIAL\b", r"^REF\b", r"^QUESTNNR\b", r"^MODE\b", r"^STARTED\b",
         r"^LASTDATA\b", r"^MAXPAGE\b", r"^TIME_SUM\b"),
        4,
        {
            "case": ID, "serial": IGNORE, "ref": IGNORE, "questnnr": IGNORE, "mode": IGNORE,
            "started": IGNORE, "language": LANGUAGE, "lastdata": WHEN, "finished": IGNORE,
            "q_viewer": IGNORE, "lastpage": IGNORE, "maxpage": IGNORE, "missing": IGNORE,
            "missrel": IGNORE, "time_rsi": IGNORE, "deg_time": IGNORE, "mailsent": IGNORE,
        },
        (r"^(?P<key>[A-Z]{1,4}\d{2,3})_(?P<sub>\w+)(?: \| (?P<text>.*))?$",),
        ";,",
        own_pattern=r"^TIME(?:\d{3}|_SUM)\b",
        missing=("-9",),
        ticks=("2", "1"),
    ),
    Dialect(
        "decidim",
        (r"^commentable_type$|^root_commentable_url$", r"^author/(?:name|id)$",
         r"^participatory_space/", r"^(?:category|scope|component)/", r"^(?:title|body)/\w\w$",
         r"^User status$", r"^IP Hash$", r"^alignment$", r"^endorsements/"),
        2,
        {"id": ID, "created_at": WHEN, "submitted at": WHEN, "author/name": NAME,
         "author/id": OTHER, "alignment": IGNORE, "depth": IGNORE},
        (_BRACKETS, _DASHED),
        ";,",
        is_day_first=True,
    ),
    Dialect(
        "eusurvey",
        (r"^Contribution ID$", r"giving my contribution as\b", r"^Creation date$",
         r"^Last update$", r"^Languages?$|^Language of (?:my )?contribution$", r"^User name$",
         r"^Publication privacy settings$", r"^Alias$"),
        3,
        {"contribution id": ID, "creation date": IGNORE, "last update": WHEN, "alias": IGNORE},
        (r"^(?P<key>.{8,}?[?:…]):? ?(?P<item>[^?]{2,})$", _DASHED),
        ";,",
        is_day_first=True,
    ),
    Dialect(
        "jotform",
        (r"^Submission Date$", r"^Submission ID$", r" >> ", r"^Submission IP$"),
        2,
        {"submission id": ID, "submission date": WHEN, "submission ip": OTHER},
        (r"^(?P<key>.+) >> (?P<item>.+)$",),
        "\n;,",
    ),
    Dialect(
        "plain",
        (),
        0,
        {"ip": OTHER},
        (),
        ";┋,|\n，",
    ),
)  # fmt: skip
PLAIN = DIALECTS[-1]


def recognise_platform(headers: list[str]) -> Dialect:
    """Return the dialect with most marks among the headers, of those that have enough."""
    counts = {dialect.name: dialect.count_marks(headers) for dialect in DIALECTS}
    fitting = [
        d
        for d in DIALECTS
        if d.marks
        and counts[d.name] >= d.least
        and any(re.search(d.must, header, re.IGNORECASE) for header in headers)
    ]
    return max(fitting, key=lambda d: counts[d.name], default=PLAIN)


def own_column(header: str, dialect: Dialect) -> OwnColumn | None:
    """Return what a column of the platform's own is, by its header; None for a question."""
    for part in (header, *header.split(" | ")):
        if part.casefold() in dialect.own:
            return dialect.own[part.casefold()]
    if dialect.own_pattern and re.search(dialect.own_pattern, header):
        return IGNORE
    known = platform_column(header.rpartition("/")[2] if "/_" in header else header)
    if known in ("respondent_id", "submitted_at", "language", "ignore"):
        return known, ""
    return ("personal", known) if known else None
