"""What is known about kinds of customers, as a table."""

MARKS: dict[str, tuple[str, str]] = {
    "vip": ("重要客户", "VIP"),
    "member": ("会员", "Member"),
    "prospect": ("潜在客户", "Prospect"),
    "interested": ("意向客户", "Interested"),
    "registered_owner": ("机主", "Registered owner"),
    "complained": ("曾投诉", "Has complained"),
}
"""Classes that every company starts with: code -> names in Chinese and English."""
