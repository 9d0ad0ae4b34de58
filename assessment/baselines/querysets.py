from cadres.shared.scope import ScopedQuerySet


class BaselineQuerySet(ScopedQuerySet):
    division_path = "tenure__post__organization__division_id"
    cadre_path = "tenure__cadre_id"
