"""The people whom everybody knows, and the places where they work."""

COUNTY = "329901"
TOWNSHIP = "329901100"
#: Wang's village has two grids, Li's one.
VILLAGE, NEXT_VILLAGE = "329901100201", "329901100202"
GRID, SECOND_GRID, NEXT_GRID = "32990110020101", "32990110020102", "32990110020201"

AREAS = [
    {"code": COUNTY, "name": "示例县", "kind": "county", "parent": None},
    {"code": TOWNSHIP, "name": "东湖镇", "kind": "township", "parent": COUNTY},
    {"code": VILLAGE, "name": "上湾村", "kind": "village", "parent": TOWNSHIP},
    {"code": NEXT_VILLAGE, "name": "下湾村", "kind": "village", "parent": TOWNSHIP},
    {"code": GRID, "name": "上湾村第1网格", "kind": "grid", "parent": VILLAGE},
    {"code": SECOND_GRID, "name": "上湾村第2网格", "kind": "grid", "parent": VILLAGE},
    {"code": NEXT_GRID, "name": "下湾村第1网格", "kind": "grid", "parent": NEXT_VILLAGE},
]

#: Doctor of the first village.
WANG = "01930000-0000-7000-8000-0000000000a1"
#: Doctor of the next, who must never see Wang's residents.
LI = "01930000-0000-7000-8000-0000000000a2"
#: Supervisor of both.
CHEN = "01930000-0000-7000-8000-0000000000a3"
#: Runs the server, sees no health data.
ZHOU = "01930000-0000-7000-8000-0000000000a4"

STAFF = [
    {"id": WANG, "username": "wang", "name": "王秀兰", "role": "doctor"},
    {"id": LI, "username": "li", "name": "李建国", "role": "doctor"},
    {"id": CHEN, "username": "chen", "name": "陈敏", "role": "supervisor"},
    {"id": ZHOU, "username": "zhou", "name": "周平", "role": "administrator"},
]
PASSWORD = "stairwell-lamp-27"

#: Zhang Guifang, 67, hypertension, and her household.
HOUSEHOLD = "01930000-0000-7000-8000-0000000000b1"
ZHANG = "01930000-0000-7000-8000-0000000000c1"
#: Her husband.
SUN = "01930000-0000-7000-8000-0000000000c2"

ZHANG_BODY = {
    "name": "张桂芳",
    "id_type": "resident_identity_card",
    "sex": "female",
    "birth_date": "1959-03-08",
    "managed_programmes": ["hypertension"],
}
SUN_BODY = {
    "name": "孙德海",
    "id_type": "resident_identity_card",
    "sex": "male",
    "birth_date": "1956-07-21",
}
HOUSEHOLD_BODY = {
    "household_address": "示例县东湖镇上湾村老屋组3号",
    "natural_village": "老屋组",
    "door": "3号",
    "area_kind": "rural",
}
