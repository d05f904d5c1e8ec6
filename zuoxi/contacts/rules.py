"""What is known about kinds of customers, as a table."""

VIP = "vip"
"""The class that counts as VIP from the beginning."""
MARKS: dict[str, tuple[str, str]] = {
    VIP: ("重要客户", "VIP"),
    "member": ("会员", "Member"),
    "prospect": ("潜在客户", "Prospect"),
    "interested": ("意向客户", "Interested"),
    "registered_owner": ("机主", "Registered owner"),
    "complained": ("曾投诉", "Has complained"),
}
"""Classes that every company starts with: code -> names in Chinese and English."""
