"""trustdesk: a support desk for digital-asset exchanges."""
