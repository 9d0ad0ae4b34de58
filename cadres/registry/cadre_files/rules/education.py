from cadres.registry.cadre_files.choices import EducationRank

# How levels of education are written in the files, the highest rank first: the first word that is met decides.
EDUCATION_WORDS = {
    EducationRank.DOCTOR: ("博士",),
    EducationRank.MASTER: ("硕士", "研究生"),
    EducationRank.JUNIOR: ("大专", "专科"),
    EducationRank.BACHELOR: ("大学", "本科", "学士"),
    EducationRank.SECONDARY: ("中专", "中技", "高中", "职高"),
}
