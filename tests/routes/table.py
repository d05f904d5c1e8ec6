"""Who may pass which door: the one table that says it a second time, so that no permission changes unnoticed.

Each ready role has a letter; roles that may do the same stand under one.
"""

ROLES: dict[str, tuple[str, ...]] = {
    "A": ("administrator",),
    "L": ("team_leader",),
    "G": ("agent", "follow_up_specialist"),
    "Q": ("quality_assessor",),
    "T": ("trainer",),
    "I": ("installation_administrator",),
    "C": ("county_lead",),
    "c": ("county_outbound_team", "outbound_planner"),
    "O": ("city_outbound_team", "customer_service_leader"),
    "o": ("order_reviewer",),
    "d": ("dispatcher",),
    "P": ("project_owner",),
    "D": ("department_leader",),
    "u": ("auditor",),
    "x": ("courier", "client", "accountant"),
}
"""`x`: roles whose work has no doors yet."""

WATCH = "CcO"
"""Who looks at a floor without working on it."""
LISTEN = f"QTo{WATCH}"
ALL = "".join(ROLES)

PUBLIC = {"get_session", "sign_in", "sign_in_by_code", "set_up"}
"""Doors that open before anybody has signed in."""

EVERYBODY = """
    sign_out change_session change_own_password
    list_roles list_units list_jobs get_job cancel_job get_job_file export_list list_list_views put_list_views
    list_holidays list_prompt_choices get_prompt_sound list_customer_marks
    list_dispositions get_dial_hours get_company get_measures
    list_approvals count_waiting_approvals get_approval approve_step reject_step return_step
    withdraw_approval remind_approval list_approval_subjects
    list_deputies ask_deputy end_deputy
    get_second_factor begin_second_factor confirm_second_factor renew_recovery_codes remove_second_factor
    list_sessions end_other_sessions end_session lock_session unlock_session
"""
CUSTOMERS = """
    list_customers get_customer get_customer_history list_customer_classes get_customer_class
"""
AT_WORK = """
    get_screen_pop get_pop_part list_calls get_call give_result get_note get_recording_audio
    get_recording_peaks list_refusals list_comments write_comment change_comment take_back_comment
"""

DOORS: dict[str, str] = {
    "A": """
        get_safety_rules put_safety_rules list_persons_sessions end_persons_sessions reset_second_factor
        create_person get_person change_person set_password create_unit change_unit change_company
        list_approval_chains create_approval_chain get_approval_chain
        change_approval_chain hide_approval_chain
        create_service_line change_service_line hide_service_line
        list_access_numbers create_access_number get_access_number change_access_number hide_access_number
        create_queue change_queue hide_queue
        create_skill_group change_skill_group hide_skill_group
        create_seat change_seat hide_seat
        list_devices create_device get_device change_device hide_device renew_device_password
        put_holiday remove_holiday add_statutory_holidays
        list_prompts create_prompt get_prompt change_prompt hide_prompt put_prompt_sound speak_prompt
        list_ivr_flows create_ivr_flow get_ivr_flow change_ivr_flow hide_ivr_flow
        get_ivr_draft put_ivr_draft publish_ivr_flow roll_back_ivr_flow list_ivr_versions get_ivr_version
        try_ivr_flow list_ivr_sources
        list_results get_result create_result change_result hide_result
        create_not_ready_reason change_not_ready_reason hide_not_ready_reason
        create_customer_class change_customer_class hide_customer_class
        list_do_not_call remove_do_not_call restore_do_not_call
        list_blacklist add_blacklist remove_blacklist restore_blacklist list_blacklist_hits
        download_recording get_keeping hold_recording release_recording get_retention_due
        list_retention_classes get_retention_class create_retention_class change_retention_class
        hide_retention_class
        list_hand_over_media list_hand_overs start_hand_over get_hand_over list_handed_recordings
        go_on_hand_over receive_hand_over
        get_rating_texts put_rating_texts preview_rating_texts
        put_thresholds put_dial_hours list_destinations put_destinations
    """,
    "AI": "list_trunks get_trunk list_switch_nodes",
    "I": "create_trunk change_trunk hide_trunk",
    f"AL{WATCH}": """
        get_what_if_begins list_what_ifs start_what_if get_what_if get_what_if_workbook
        get_floor_day get_floor_breaks get_thresholds list_alarms see_alarm list_keeping_alarms
        list_people list_skill_groups get_skill_group list_seats get_seat
    """,
    "Au": "list_audit list_audit_actions get_audit_chain check_audit",
    f"APD{WATCH}": "file_request hand_in_request",
    f"AL{LISTEN}": "list_service_lines get_service_line list_queues get_queue",
    "AQO": "unmask_number",
    "LG": "get_line get_shift get_pass_on",
    f"ALG{WATCH}": "list_figures list_not_ready_reasons get_not_ready_reason",
    "ALG": """
        create_customer change_customer hide_customer put_note
        list_messages get_message get_message_audio get_message_peaks
        claim_message release_message close_message
        list_callbacks give_callback claim_callback release_callback close_callback
        add_do_not_call check_gate let_customer_call get_sample_traffic put_sample_traffic stop_sample_traffic
    """,
    f"ALG{LISTEN}": AT_WORK,
    f"ALGd{LISTEN}": CUSTOMERS,
    ALL.replace("x", ""): "list_colleagues",
    ALL: EVERYBODY,
}

ALLOWED: dict[str, str] = {name: roles for roles, names in DOORS.items() for name in names.split()}
"""Operation -> letters of the roles that may."""
