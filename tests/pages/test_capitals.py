"""The switch that counts capitals as the country whose government they stand for."""


def test_the_switch_for_capitals_is_off_and_goes_into_the_address(visit):
    page = visit("mentions")
    switch = page.app.toggle(key="capitals")
    assert not page.faults and switch.value is False
    switch.set_value(True).run()
    assert not page.faults
    assert page.app.query_params["capitals"] == "1"


def test_capitals_that_stand_for_their_government_are_behind_the_country(visit):
    """The English seed says that Moscow and Pyongyang confirmed the visit."""
    assert "<mark>Pyongyang</mark>" not in visit("mentions", entity="country/KP").html
    assert "<mark>Pyongyang</mark>" in visit("mentions", entity="country/KP", capitals="1").html
