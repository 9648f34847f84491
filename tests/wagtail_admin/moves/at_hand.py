"""Where is the page of a case, and what came of a form that was sent?"""


def address(case) -> str:
    return f"/admin/complaints/cases/{case.pk}/"


def made(response, case) -> bool:
    return (response.status_code, getattr(response, "url", "")) == (302, address(case))


def errors(response) -> dict:
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def stage_of(case, key="stage-1"):
    return case.stages.get(key=key)
