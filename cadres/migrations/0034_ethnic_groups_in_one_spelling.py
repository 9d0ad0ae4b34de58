"""Stored ethnic groups in the spelling in which they are compared from now on (GB/T 3304): 汉 is 汉族, 维族 is 维吾尔族.

What is none of the 56 stays as it is; so do files that have been merged into others. The former spelling stays in the
history.
"""

from django.db import migrations

SHORT = (
    "汉,蒙古,回,藏,维吾尔,苗,彝,壮,布依,朝鲜,满,侗,瑶,白,土家,哈尼,哈萨克,傣,黎,傈僳,佤,畲,高山,拉祜,水,东乡,纳西,景颇,"
    "柯尔克孜,土,达斡尔,仫佬,羌,布朗,撒拉,毛南,仡佬,锡伯,阿昌,普米,塔吉克,怒,乌孜别克,俄罗斯,鄂温克,德昂,保安,裕固,京,"
    "塔塔尔,独龙,鄂伦春,赫哲,门巴,珞巴,基诺"
)
ALSO = "维:维吾尔,蒙:蒙古,朝:朝鲜,柯:柯尔克孜,俄:俄罗斯,僮:壮,傜:瑶,毛难:毛南,崩龙:德昂,卡佤:佤"

FORWARDS = rf"""
WITH known AS (
    SELECT short, short || '族' AS name FROM unnest(string_to_array('{SHORT}', ',')) short
    UNION ALL
    SELECT split_part(pair, ':', 1), split_part(pair, ':', 2) || '族' FROM unnest(string_to_array('{ALSO}', ',')) pair
)
UPDATE cadres_cadre SET ethnicity = known.name
  FROM known
 WHERE merged_into_id IS NULL
   AND regexp_replace(ethnicity, U&'[\\s\00AD\200B-\200F\2060\FEFF]|族+\\s*$', '', 'g') = known.short
   AND ethnicity <> known.name
"""


class Migration(migrations.Migration):
    dependencies = [("cadres", "0033_signed_examples")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
