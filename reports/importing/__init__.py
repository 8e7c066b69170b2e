"""From a file on a disk to the draft of a briefing; nothing here touches the database."""
