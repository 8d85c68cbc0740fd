"""Looks at what the centre knows of a device, and changes it as an administrator would."""

from typing import Any

from flask import Flask
from sqlalchemy import update

from server.access.models import Device
from server.db import reading, writing


def device_of(app: Flask, id: str) -> Device:
    with app.app_context(), reading() as session:
        device = session.get_one(Device, id)
        session.expunge(device)
        return device


def change_device(app: Flask, id: str, **values: Any) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == id).values(**values))
