"""What a probable duplicate rests on no longer names blind indexes, which change with the key.

Pairs whose data are those of today take the new digest and stay what they are; a pair whose data have changed since it
was found comes back, as it would have.
"""

from django.db import migrations

DIGEST = """
md5(concat_ws('|', a.name, b.name, a.name_key, b.name_key,
              date_trunc('month', a.born_on)::date, date_trunc('month', b.born_on)::date, {numbers},
              translate(a.native_place, '省市县区 ', ''), translate(b.native_place, '省市县区 ', ''),
              translate(a.birthplace, '省市县区 ', ''), translate(b.birthplace, '省市县区 ', '')))
"""
BY_INDEX = DIGEST.format(numbers="a.identity_index, b.identity_index")
BY_LIKENESS = DIGEST.format(
    numbers="a.identity_index <> '', b.identity_index <> '', a.identity_index = b.identity_index"
)
CARRY = """
UPDATE cadres_duplicatepair p SET data = {new}
  FROM cadres_cadre a, cadres_cadre b
 WHERE p.kind = 'cadre' AND a.id = p.first AND b.id = p.second AND p.data = {old}
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0124_encrypt_anew")]

    operations = [
        migrations.RunSQL(
            CARRY.format(new=BY_LIKENESS, old=BY_INDEX),
            CARRY.format(new=BY_INDEX, old=BY_LIKENESS),
        )
    ]
