import pandas as pd
import pytest

from gpgp.instrument import read_times, write_plainly

PLAIN = [
    ("3 avril 2031 à 10:05", "3 Apr 2031 10:05"),
    ("3. April 2031, 10:05", "3 Apr 2031 10:05"),
    ("3 de abril de 2031 10:05", "3 Apr 2031 10:05"),
    ("3 Ebrill 2031 10:05", "3 Apr 2031 10:05"),
    ("3 maggio 2031", "3 May 2031"),
    ("3 mrt 2031", "3 Mar 2031"),
    ("Thursday, 3 April 2031 10:05", "3 Apr 2031 10:05"),
    ("Mar 3, 2031 4:05 PM", "Mar 3 2031 4:05 PM"),
    ("3 เม.ย. 2574 10:00", "3 Apr 2031 10:00"),
    ("3 เมษายน 2574 10:00:00", "3 Apr 2031 10:00:00"),
    ("2031年4月3日 下午3:05", "2031-04-03 3:05 PM"),
    ("٣ أبريل ٢٠٣١ 10:05", "3 Apr 2031 10:05"),
    ("2031/03/01 7:00:45 PM GMT+1", "2031/03/01 7:00:45 PM +0100"),
    ("Mon Mar 03 2031 10:00:00 GMT+0100 (CET)", "Mar 03 2031 10:00:00 +0100"),
    ("2031-04-03 09:05:00 UTC", "2031-04-03 09:05:00 +0000"),
    ("2031-03-01T09:10:00.000+01:00", "2031-03-01T09:10:00.000+01:00"),
]


@pytest.mark.parametrize(("received", "expected"), PLAIN)
def test_a_time_is_written_plainly(received, expected):
    assert write_plainly(received) == expected


@pytest.mark.parametrize(
    ("text", "date_format", "expected"),
    [
        ("3 avril 2031 à 10:05", "%d %b %Y %H:%M", "2031-04-03 10:05"),
        ("03/04/2031 10:05", "%d/%m/%Y %H:%M", "2031-04-03 10:05"),
        ("03/04/2031 10:05", "%m/%d/%Y %H:%M", "2031-03-04 10:05"),
        ("3/1/2031, 10:00:00", "%m/%d/%Y %H:%M:%S", "2031-03-01 10:00"),
        ("2031/03/01 7:00:45 PM GMT+1", "%Y/%m/%d %I:%M:%S %p %z", "2031-03-01 18:00"),
        ("2031年4月3日 下午3:05", "%Y-%m-%d %I:%M %p", "2031-04-03 15:05"),
        ("2031-07-01T09:10:00.000+01:00", "%d/%m/%Y", "2031-07-01 09:10"),
        ("2031-01-01 10:00:20 +0100", "%d/%m/%Y", "2031-01-01 09:00"),
        ("2031-01-01T10:00:20Z", "%d/%m/%Y", "2031-01-01 10:00"),
        ("2031-01-01", "%d/%m/%Y", "2031-01-01 00:00"),
        ("3 เม.ย. 2574 10:00", "%d %b %Y %H:%M", "2031-04-03 10:00"),
        ("1970-01-01 00:00:00", "%Y-%m-%d %H:%M:%S", None),
        ("1980-01-01", "%Y-%m-%d", None),
        ("soon", "%d/%m/%Y", None),
        ("31/02/2031", "%d/%m/%Y", None),
        ("", "%d/%m/%Y", None),
    ],
)
def test_a_time_is_read_in_the_declared_format_or_in_iso_order(text, date_format, expected):
    time = read_times(pd.Series([text], dtype="str"), date_format).iloc[0]
    assert (None if pd.isna(time) else time.strftime("%Y-%m-%d %H:%M")) == expected
