"""Administrative divisions: provinces, and what a village code must look like."""

from server.rules.cleaning import Refused

#: First two digits of GB/T 2260, and 81 to 83 for Hong Kong, Macao and Taiwan.
PROVINCES = frozenset(
    f"{code}"
    for region in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55))
    for code in region
) | {"61", "62", "63", "64", "65", "71", "81", "82", "83"}
#: Dongguan, Zhongshan, Danzhou, Jiayuguan: their townships hang directly below the city.
CITIES_WITHOUT_COUNTIES = frozenset({"441900", "442000", "460400", "620200"})


def check_village(village: str) -> None:
    """Check the 12 digits of a village: county 6, township 3, village 3.

    Raises:
        Refused: "county", "township" or "village".
    """
    county, township, place = village[:6], village[6:9], village[9:12]
    if county[:2] not in PROVINCES or county[2:4] == "00":
        raise Refused("county")
    if county[4:] == "00" and county not in CITIES_WITHOUT_COUNTIES:
        raise Refused("county")
    if township == "000":
        raise Refused("township")
    if place == "000":
        raise Refused("village")
