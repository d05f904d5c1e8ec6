"""A provider as SMPP has it: ids of its own, no memory of ours, and answers that get lost on the way."""

from zuoxi.messaging.port import Accepted, Refused, Report, Unknown


class Peer:
    """`says`: what the next messages meet (`ok`, `lost`, `busy`, `never`, `raises`); then all is well."""

    def __init__(self, *says):
        self.says = list(says)
        self.at_the_phone = []
        self.told = []

    def send(self, message):
        said = self.says.pop(0) if self.says else "ok"
        if said == "busy":
            return Refused(why="throttled", again=True)
        if said == "never":
            return Refused(why="no such subscriber", again=False)
        self.at_the_phone.append((message.permit.number, message.text))
        if said == "raises":
            raise OSError("the line broke")
        if said == "lost":
            return Unknown(why="no answer")
        return Accepted(reference=f"smsc-{len(self.at_the_phone)}")

    def find(self, id):
        return Unknown(why="it keeps no ids of ours")

    def reports(self):
        return list(self.told)

    def done(self, report):
        self.told.remove(report)

    def reports_of(self, reference, delivered, why=""):
        self.told.append(Report(reference=reference, delivered=delivered, why=why))
