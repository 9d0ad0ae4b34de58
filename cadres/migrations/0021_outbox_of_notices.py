from django.db import migrations

# What was not mailed waits in the outbox.
CARRY = """
INSERT INTO cadres_outboxmessage
    (channel, kind, key, uid, user_id, payload, state, tries, last_error, created_at, next_try_at)
SELECT 'email', 'notice', 'notice:' || id, gen_random_uuid(), user_id, jsonb_build_object('notice', id),
    'waiting', 0, '', created_at, now()
FROM cadres_notice WHERE mailed_at IS NULL
ON CONFLICT (channel, key) DO NOTHING
"""

# On the way back the column is new and empty: only what still waits or is parked is to be mailed.
RETURN = """
UPDATE cadres_notice AS notice
SET mailed_at = coalesce(
    (
        SELECT coalesce(message.sent_at, message.closed_at) FROM cadres_outboxmessage AS message
        WHERE message.channel = 'email' AND message.key = 'notice:' || notice.id
    ),
    notice.created_at
)
WHERE NOT EXISTS (
    SELECT FROM cadres_outboxmessage AS message
    WHERE message.channel = 'email' AND message.key = 'notice:' || notice.id
    AND message.state IN ('waiting', 'parked')
);
DELETE FROM cadres_outboxmessage WHERE channel = 'email' AND kind = 'notice';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0020_outbox'),
    ]

    operations = [
        migrations.RunSQL(CARRY, RETURN),
    ]
