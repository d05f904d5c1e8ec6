"""The one table of who hears of what, and which jobs there are.

A handler may be told the same event twice; a job may run twice.
"""

import datetime as dt

from django.conf import settings

from zuoxi.approvals import handlers as approvals
from zuoxi.approvals import jobs as approvals_jobs
from zuoxi.calls import handlers as calls
from zuoxi.calls import jobs as calls_jobs
from zuoxi.calls.events import BlacklistedCallerTurnedAway, RatingLinkOwed, ResultGiven
from zuoxi.calls.services import hand_overs
from zuoxi.calls.services.recordings.queue import STORE
from zuoxi.compliance import handlers as compliance
from zuoxi.compliance import jobs as compliance_jobs
from zuoxi.compliance.events import BlacklistChanged
from zuoxi.contacts import handlers as contacts
from zuoxi.contacts import jobs as contacts_jobs
from zuoxi.contacts.events import StandingsChanged, VipClassesChanged
from zuoxi.contacts.services.standings import RENEW
from zuoxi.messaging import handlers as messaging
from zuoxi.messaging import jobs as messaging_jobs
from zuoxi.messaging.services.owing import SEND
from zuoxi.messaging.services.telling import TELL
from zuoxi.organisation import handlers as organisation
from zuoxi.organisation import jobs as organisation_jobs
from zuoxi.organisation.events import CompanyFounded, ConfigurationChanged
from zuoxi.organisation.services import editions, exports, verifying
from zuoxi.outbox.jobs import JobKind, JobKinds
from zuoxi.outbox.relay import Handlers
from zuoxi.simulator import jobs as simulator_jobs
from zuoxi.simulator.traffic import switch as traffic
from zuoxi.simulator.whatif import runs
from zuoxi.telephony import handlers as telephony
from zuoxi.telephony import jobs as telephony_jobs

NIGHT = settings.ZUOXI_NIGHT
"""When nobody waits for the disk: what there is much of is done then."""

HANDLERS: Handlers = {
    CompanyFounded: (
        calls.give_first_results,
        telephony.give_first_reasons,
        telephony.give_first_holidays,
        contacts.give_first_classes,
        approvals.give_first_chains,
    ),
    ConfigurationChanged: (
        organisation.refresh_the_floor,
        telephony.give_first_phone,
        calls.free_what_he_had_taken_on,
    ),
    BlacklistedCallerTurnedAway: (compliance.count_blacklist_hit,),
    BlacklistChanged: (compliance.refresh_the_copy,),
    RatingLinkOwed: (messaging.owe_link,),
    ResultGiven: (calls.remember_whose_customer,),
    StandingsChanged: (contacts.refresh_the_copy,),
    VipClassesChanged: (contacts.renew_standings,),
}

JOBS: JobKinds = {
    "approvals.lapse": JobKind(run=approvals_jobs.lapse, every=approvals_jobs.LAPSE_EVERY, lane="house"),
    STORE: JobKind(run=calls_jobs.store_recording, lane="storing"),
    "calls.take_up_recordings": JobKind(
        run=calls_jobs.take_up_recordings, every=calls_jobs.TAKE_UP_EVERY, lane="house"
    ),
    "calls.verify_recordings": JobKind(
        run=calls_jobs.verify_recordings, every=calls_jobs.VERIFY_EVERY, hours=NIGHT
    ),
    "calls.move_recordings": JobKind(run=calls_jobs.move_recordings, every=calls_jobs.MOVE_EVERY, priority=6),
    "calls.erase_recordings": JobKind(
        run=calls_jobs.erase_recordings, every=calls_jobs.ERASE_EVERY, hours=NIGHT
    ),
    "calls.encode_recordings": JobKind(
        run=calls_jobs.encode_recordings, every=calls_jobs.ENCODE_EVERY, hours=NIGHT, priority=6
    ),
    "calls.look_at_stores": JobKind(
        run=calls_jobs.look_at_stores, every=calls_jobs.LOOK_AT_STORES_EVERY, lane="house"
    ),
    hand_overs.KIND: JobKind(run=calls_jobs.hand_over, lane="carrying"),
    "calls.archive_facts": JobKind(run=calls_jobs.archive_facts, every=calls_jobs.ARCHIVE_EVERY, hours=NIGHT),
    "calls.check_archive": JobKind(
        run=calls_jobs.check_archive, every=calls_jobs.CHECK_ARCHIVE_EVERY, hours=NIGHT
    ),
    "calls.measure_again": JobKind(run=calls_jobs.measure_again, every=calls_jobs.MEASURE_EVERY),
    "compliance.forget_editions": JobKind(run=compliance_jobs.forget_editions, every=editions.FORGET_EVERY),
    "contacts.forget_editions": JobKind(run=contacts_jobs.forget_editions, every=editions.FORGET_EVERY),
    RENEW: JobKind(run=contacts_jobs.renew_standings, every=contacts_jobs.RENEW_EVERY),
    SEND: JobKind(run=messaging_jobs.send_message, lane="messages"),
    TELL: JobKind(run=messaging_jobs.tell_floor, lane="messages", priority=6),
    "messaging.take_reports": JobKind(
        run=messaging_jobs.take_reports, every=messaging_jobs.REPORTS_EVERY, lane="messages"
    ),
    exports.KIND: JobKind(run=organisation_jobs.export_list, lane="people"),
    "organisation.seal_audit": JobKind(
        run=organisation_jobs.seal_audit, every=organisation_jobs.SEAL_EVERY, lane="house"
    ),
    verifying.CHECK: JobKind(run=organisation_jobs.check_audit, lane="people"),
    "organisation.check_audits": JobKind(
        run=organisation_jobs.check_audits, every=organisation_jobs.CHECK_EVERY, hours=NIGHT
    ),
    "organisation.tidy": JobKind(run=organisation_jobs.tidy, every=dt.timedelta(hours=1), lane="house"),
    "telephony.lay_out_prompts": JobKind(
        run=telephony_jobs.lay_out_prompts, every=telephony_jobs.LAY_OUT_EVERY, lane="house"
    ),
    runs.KIND: JobKind(run=simulator_jobs.play_what_if, lane="trials"),
    traffic.KIND: JobKind(run=simulator_jobs.play_traffic, lane="sample"),
}
