"""A client written from the protocol's page alone does a day's work, on a bad network too."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask

from server.services import county, enrolment
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.docs.client import Client, Heard, Json, NoAnswer, Problem, natural_id
from tests.server.sync.phones import page_sizes

DAY = "2026-11-20"
Fault = Callable[[Heard], Heard]


class Network:
    """Brings requests to the application, and spoils the answers that it is told to spoil."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        #: End of a path -> what becomes of the next answers from there.
        self.faults: dict[str, list[Fault]] = {}
        self.asked: list[str] = []

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Heard:
        answer = self.browser.open(path, method=method, headers=dict(headers), data=body)
        heard = Heard(answer.status_code, answer.headers, answer.data)
        name = path.rpartition("/")[2]
        self.asked.append(name)
        faults = self.faults.get(name)
        return faults.pop(0)(heard) if faults else heard


def lost(_heard: Heard) -> Heard:
    raise NoAnswer("lost on its way")


def cut(heard: Heard) -> Heard:
    """A page of which the end is missing."""
    plain = {key: value for key, value in heard.headers.items() if key != "Content-Encoding"}
    return Heard(heard.status, plain, b'{"kind": "snapshot", "feeds": []}\n')


def portal(_heard: Heard) -> Heard:
    return Heard(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>")


@pytest.fixture
def network(app: Flask) -> Network:
    return Network(app)


def enrolled(
    app: Flask, network: Network, staff: str = cast.WANG, name: str = "wang"
) -> Client:
    client = Client(network.send, new_id(), new_id())
    with app.app_context():
        slip = enrolment.make_slip(staff)
    client.enrol(name, cast.PASSWORD, slip)
    client.sign_in()
    return client


@pytest.fixture
def client(app: Flask, network: Network) -> Client:
    return enrolled(app, network)


def establish(client: Client) -> None:
    """Zhang, her household, and a follow-up at her home."""
    home = changes(cast.HOUSEHOLD_BODY, area=cast.GRID)
    client.write("household", cast.HOUSEHOLD, "create", home, finish=True)
    person = changes(cast.ZHANG_BODY, household=cast.HOUSEHOLD)
    client.write("resident_basic", cast.ZHANG, "create", person, finish=True)
    visit = {"visit_date": DAY, "visit_mode": "home", "heart_rate": 72}
    written = changes(visit, resident=cast.ZHANG)
    id = natural_id("hypertension_follow_up", cast.ZHANG, DAY, "home")
    client.write("hypertension_follow_up", id, "create", written, finish=True)


def held(client: Client) -> Json:
    """What a client holds, as the phones of other tests hold it."""
    store = client.store
    rows = {f"{id}|{feed}": row for (id, feed), row in store.rows.items()}
    documents = {id: document for id, (*_, document) in store.documents.items()}
    return {"documents": documents, "rows": rows}


def held_by_a_new_phone(app: Flask, name: str = "wang", staff: str = cast.WANG) -> Json:
    phone = Phone(app, name, staff)
    phone.pull()
    rows = {key: row for key, row in phone.index.items() if row is not None}
    return {"documents": phone.documents, "rows": rows}


def test_it_writes_a_day_and_holds_what_a_new_phone_gets(app: Flask, client: Client) -> None:
    establish(client)

    client.sync()

    assert client.outbox == []
    assert len(client.store.documents) == 3
    assert held(client) == held_by_a_new_phone(app)


def test_an_answer_that_was_lost_or_is_another_ones_costs_nothing(
    app: Flask, network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_sizes(monkeypatch, 1)
    establish(client)
    network.faults = {"push": [lost, portal], "pull": [lost, cut, portal, lambda it: it, cut]}

    failures = 0
    while network.faults["push"] or network.faults["pull"] or client.outbox:
        try:
            client.sync()
        except NoAnswer:
            failures += 1
    client.sync()

    assert failures == 6
    assert held(client) == held_by_a_new_phone(app)
    assert {held["rev"] for *_, held in client.store.documents.values()} == {1}


def test_a_session_that_has_ended_is_opened_again(network: Network, client: Client) -> None:
    client.token = "ended"
    establish(client)

    client.sync()

    assert client.outbox == []
    assert network.asked.count("session") == 2


def test_another_phone_moves_a_household_away_and_back(
    app: Flask, network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(client)
    client.sync()
    chen = enrolled(app, network, cast.CHEN, "chen")
    page_sizes(monkeypatch, 1)
    kept = {}

    for before, after in ((cast.GRID, cast.NEXT_GRID), (cast.NEXT_GRID, cast.GRID)):
        move = {"@area": {"from": before, "to": after}}
        chen.write("household", cast.HOUSEHOLD, "patch", move)
        chen.sync()
        client.sync()
        kept[after] = held(client)
        assert held(chen) == held_by_a_new_phone(app, "chen", cast.CHEN)

    assert kept[cast.NEXT_GRID] == {"documents": {}, "rows": {}}
    assert len(kept[cast.GRID]["documents"]) == 3
    assert kept[cast.GRID] == held_by_a_new_phone(app)


def test_after_a_restore_it_offers_again_what_was_acknowledged(
    app: Flask, network: Network, client: Client
) -> None:
    establish(client)
    client.sync()
    before = held(client)
    with app.app_context():
        county.begin_generation()
    network.asked.clear()

    client.sync()

    assert network.asked == ["pull", "push", "pull"]
    assert client.outbox == []
    assert held(client) == before


def test_what_left_before_a_restore_goes_with_the_last_page_after_it(
    app: Flask, network: Network, client: Client
) -> None:
    establish(client)
    stays = client.write(
        "household", new_id(), "create", changes({"door": "9号"}, area=cast.GRID), finish=True
    )
    client.sync()
    chen = enrolled(app, network, cast.CHEN, "chen")
    move = {"@area": {"from": cast.GRID, "to": cast.NEXT_GRID}}
    chen.write("household", cast.HOUSEHOLD, "patch", move)
    chen.sync()
    with app.app_context():
        county.begin_generation()

    client.sync()

    assert client.store.documents.keys() == {stays["document"]}
    assert held(client) == held_by_a_new_phone(app)


def test_a_repeat_may_have_its_keys_in_another_order_and_nothing_else(client: Client) -> None:
    establish(client)
    client.push()
    operation = client.kept[2]
    turned = dict(reversed(operation.items()))
    null = {**operation, "reason": None}
    rate = {"from": None, "to": 72.0}
    decimal = {**operation, "changes": {**operation["changes"], "heart_rate": rate}}

    answers = client._push([operation, turned, null, decimal])

    assert answers[:2] == [client.answers[operation["id"]]] * 2
    for answer in answers[2:]:
        assert answer["answer"] == "rejected"
        assert answer["errors"] == [{"field": "id", "code": "id_reused"}]


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def test_a_device_whose_operations_would_all_be_refused_is_not_enrolled(
    app: Flask, network: Network
) -> None:
    client = Client(network.send, str(uuid.uuid4()), new_id())
    with app.app_context():
        slip = enrolment.make_slip(cast.WANG)

    with pytest.raises(Problem) as refused:
        client.enrol("wang", cast.PASSWORD, slip)

    assert refused.value.status == 422


BEYOND: list[tuple[Json, tuple[str, str]]] = [
    ({"device_seq": 2**31}, ("device_seq", "type")),
    ({"form_version": 1_000_000}, ("form_version", "type")),
    ({"captured_at": "2026-11-25T01:00:00.5Z"}, ("captured_at", "type")),
    ({"captured_at": "2201-01-01T00:00:00Z"}, ("captured_at", "type")),
    ({"finish": ["visit"] * 51}, ("finish", "type")),
    ({"reason": "w" * 201}, ("reason", "type")),
    ({"reason": ""}, ("reason", "type")),
    ({"document": cast.ZHANG.upper()}, ("document", "type")),
    ({"actor": cast.LI}, ("actor", "not_yours")),
    ({"more": 1}, ("more", "unknown_key")),
    ({"changes": {str(n): {} for n in range(1_001)}}, ("changes", "type")),
    ({"changes": {"p" * 201: {}}}, ("changes", "type")),
    ({"changes": {"name": {"to": "w" * 20_001}}}, ("name", "text")),
    ({"changes": {"name": {"to": 2**53}}}, ("name", "number")),
    ({"changes": {"name": {"to": nested(16)}}}, ("name", "depth")),
    ({"changes": {"@channel": {"to": "w" * 41}}}, ("@channel", "type")),
    ({"changes": {"@area": {"to": "3299 01"}}}, ("@area", "type")),
    ({"changes": {"@household": {"to": "home"}}}, ("@household", "type")),
]


def test_what_is_beyond_a_limit_of_the_page_is_refused_by_name(client: Client) -> None:
    operations = [
        {**client.write("resident_basic", cast.ZHANG, "patch", {}), **wrong}
        for wrong, _ in BEYOND
    ]

    answers = client._push(operations)

    assert {answer["answer"] for answer in answers} == {"rejected"}
    assert [
        [(found["field"], found["code"]) for found in answer["errors"]] for answer in answers
    ] == [[error] for _, error in BEYOND]


def test_what_is_at_a_limit_of_the_page_is_of_sound_shape(client: Client) -> None:
    """It is judged by its form, which knows none of these parts, or waits for its document."""
    at: list[Json] = [
        {"device_seq": 2**31 - 1, "form_version": 999_999, "reason": "w" * 200},
        {"changes": {str(n): {} for n in range(1_000)}},
        {"changes": {"p" * 200: {"from": None}}},
        {"changes": {"p": {"to": nested(15)}, "q": {"to": "w" * 20_000}}},
        {"changes": {"p": {"to": 2**53 - 1}}, "actor": cast.WANG, "cause": None},
        {"finish": ["s"] * 50},
    ]
    operations = [
        {**client.write("resident_basic", cast.ZHANG, "patch", {}), **keys} for keys in at
    ]

    answers = client._push(operations)

    codes = {found["code"] for answer in answers for found in answer["errors"]}
    assert codes == {"newer", "unknown_field"}


def test_a_batch_is_as_large_as_the_page_says(client: Client) -> None:
    operations = [
        client.write("resident_basic", new_id(), "patch", {"name": {"from": "a", "to": "b"}})
        for _ in range(501)
    ]

    assert len(client._push(operations[:500])) == 500
    with pytest.raises(Problem) as refused:
        client._push(operations)

    assert refused.value.status == 422
