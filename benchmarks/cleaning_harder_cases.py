"""Odder forms of personal data than people usually write.

``ODD_FORMS`` were written after the first rules; the rules were then taught some of them.
``HELD_OUT_FORMS`` were written after that and changed nothing: they say what to expect.
"""

from __future__ import annotations

ODD_FORMS: dict[str, list[str]] = {
    "email": [
        "jane.holloway(@)borsetshire.gov.uk", "jane_holloway@btinternet.com", "j@h.wales",
        "jane.holloway@borsetshire gov uk", "jane holloway at gmail dot com", "jane.h@gmail",
        "jholloway AT sky.com", "jane@holloway-family.me.uk", "jane.holloway@nhs.scot",
        "jane holloway @ hotmail.co.uk", "jane.holloway{at}nhs{dot}net", "JaneH@Live.Co.Uk",
    ],
    "phone": [
        "0770 0900 123", "07700  900  123", "(07700) 900123", "01632960123", "7700 900123",
        "+44.7700.900123", "0044-1632-960-123", "01632 960123 x45", "07700_900123",
        "0151 496 0123", "028 9649 6000", "+353 1 234 5678", "01632–960–123", "077 00 90 01 23",
    ],
    "postcode": [
        "BS1 4DJ", "bs14dj", "BS 1 4DJ", "WV1 1LY", "EC1V9LT", "CF99 1NA", "ll29 8ay", "BT71 6AA",
        "N1C 4AG", "W1K-5AB", "SW1A,1AA", "PO1 2HR", "E20 2ST", "M60 1NW", "KY16 9SS",
    ],
    "ni_number": [
        "AA 123456 A", "SX 11 22 33 B", "sx112233b", "SX/11/22/33/B", "TN 31 12 58 F",
        "SX 112 233 B", "JK 45 67 89 D", "jk456789 d", "S X 1 1 2 2 3 3 B", "HB12 34 56A",
    ],
    "nhs_number": [
        "943 476 5919", "943/476/5919", "9434 765 919", "943 47 65 919", "943—476—5919",
    ],
    "url": [
        "example.co.uk/jobs", "https:// example.org/x", "gov.uk/find-a-job", "jane.wordpress.com",
        "www.facebook.com/groups/12345", "forms.gle/AbC123", "t.co/abc", "example.org.uk",
        "wa.me/447", "http:\\\\www.example.org", "example dot com slash jobs",
    ],
    "ip_address": ["192.168.1.254:443", "10.1.2.3/8", "2001:DB8::1", "::ffff:192.0.2.1"],
    "handle": ["@Jane-Holloway", "@janeh75", "@j"],
    "card_number": ["4111_1111_1111_1111", "4111 1111\n1111 1111"],
    "vehicle": ["AB 12 CDE", "AB12-CDE", "ab12cde", "Ab12 Cde", "AAZ 1234", "1 ABC", "M1 NTY"],
    "date_of_birth": [
        "born 12.03.1975", "DOB 12031975", "I was born in 1975", "date of birth - 12 Mar 75",
        "d.o.b 12/03/75", "born: 12th of March, 1975", "wedi fy ngeni ar 12/03/1975",
        "b. 12/03/1975", "my birthday, 12 March", "born March 1975", "born twelfth of March 1975",
    ],
}  # fmt: skip

HELD_OUT_FORMS: dict[str, list[str]] = {
    "email": [
        "anwen.pugh@gwynedd.llyw.cymru", "info@ambridge-parish.org.uk", "A.Pugh2@Outlook.com",
        "bob.carter(at)council.gov.uk", "bob dot carter at council dot gov dot uk", "bc@nhs.net",
        "bob.carter [AT] council [DOT] org", "bob.carter@council.gov.uk", "b-c@mail.co",
        "mary.o'brien@example.ie", "unison.branch@example.org.uk", "bob_carter75@yahoo.co.uk",
    ],
    "phone": [
        "0191 498 0123", "07911 123456", "07911-123-456", "+44 7911 123456", "(029) 2018 0987",
        "0161 4960 123", "+44(0)20 7946 0958", "020-7946-0958", "0800 800 8001", "01632 960 987",
        "0300 123 4567", "07911 12 34 56", "0044 7911 123456", "+447911123456", "01970 000 123",
    ],
    "postcode": [
        "NE1 4LP", "ne14lp", "CF5 6XB", "SO14 0YN", "L1 8JQ", "EC2A 4NE", "sy23 2ax", "BN1 1NH",
        "DH98 1BT", "G58 1SB", "Hx1 1uj", "B1 1BB", "WC1A1AA", "SA48 7PB", "IM1 2AZ",
    ],
    "ni_number": [
        "LB 44 55 66 C", "LB445566C", "lb445566c", "LB-44-55-66-C", "LB 445566 C", "YY 10 10 10 A",
        "NP 65 43 21 D", "np 65 43 21 d", "CA 00 11 22 B", "EL987654A",
    ],
    "nhs_number": ["987 654 4322", "9876544322", "987-654-4322", "400 000 0004", "4000000012"],
    "url": [
        "https://www.ambridge.gov.uk/have-your-say", "ambridge.gov.uk/jobs?id=4", "www.gov.wales",
        "change.org/p/save-our-library", "http://ambridge.example/a#b", "goo.gl/maps/abc",
        "www.linkedin.com/in/bobcarter", "twitter.com/bobcarter", "ambridgeparish.co.uk",
    ],
    "ip_address": [
        "81.2.69.142", "172.31.255.255", "2a00:1450:4009:81f::200e", "fd12:3456:789a::1",
    ],
    "handle": ["@bob_carter", "@AnwenPugh", "@ambridgepc", "@bob.carter75", "@Council_Watch"],
    "card_number": ["4929 1234 5678 9015", "5425233430109903", "3714 496353 98431"],
    "vehicle": ["BD65 XYZ", "CY70 ABV", "cy70abv", "LR13NKX", "F123 ABC", "R45 TUV", "AKX 456S"],
    "date_of_birth": [
        "DOB 09/11/1968", "born on 9 November 1968", "date of birth 9th Nov 1968", "dob: 9.11.68",
        "born 9-11-1968", "my date of birth is 09/11/1968", "ganwyd 9 Tachwedd 1968",
        "D.O.B. 09-11-68", "born November 9, 1968", "date of birth: 1968-11-09",
    ],
}  # fmt: skip
