import pytest

from gpgp.agreement import AgreementSettings
from gpgp.errors import ParameterError


def test_the_defaults_are_those_of_the_method():
    settings = AgreementSettings()
    assert settings.min_eligible == 10
    assert settings.shared_from == 2 / 3
    assert settings.shared_agreement_from == 0.4
    assert settings.divided_within_from == 0.5
    assert settings.alpha == 0.05
    assert (settings.min_even, settings.min_about_half) == (100, 30)
    assert settings.about_half_under == 0.555
    assert (settings.min_bootstrap_responses, settings.min_bootstrap_organisations) == (30, 15)
    assert settings.n_resamples == 2000
    assert not settings.rake


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("confidence", 1.0, "strictly between 0 and 1, found 1.0"),
        ("confidence", "95%", "expected a number"),
        ("shared_from", 67, "strictly between"),
        ("majority", 0, "strictly between"),
        ("alpha", True, "expected a number"),
        ("divided_within_from", 1.1, "from 0 to 1"),
        ("shared_agreement_from", -2, "from -1 to 1"),
        ("min_eligible", 0, "whole number from 1 up"),
        ("min_interval", 2.5, "whole number from 1 up"),
        ("min_bootstrap_organisations", 1, "whole number from 2 up"),
        ("n_resamples", -5, "whole number from 1 up"),
        ("n_permutations", 0, "whole number from 1 up"),
        ("seed", -1, "whole number from 0 up"),
        ("rake", "yes", "expected true or false"),
    ],
)
def test_a_setting_out_of_range_is_refused_by_name(setting, value, message):
    with pytest.raises(ParameterError, match=f"{setting}: .*{message}"):
        AgreementSettings(**{setting: value})


def test_settings_cannot_be_changed():
    with pytest.raises(AttributeError):
        AgreementSettings().alpha = 0.5
