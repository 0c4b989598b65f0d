"""The function behind every search index: pairs of neighbouring characters, in lower case."""

from django.db import migrations

CREATE = """
CREATE FUNCTION bigrams(VARIADIC parts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT pair), '{}')
    FROM (
        SELECT letter || lead(letter) OVER (ORDER BY place) AS pair
        FROM unnest(string_to_array(lower(array_to_string(parts, ' ')), NULL)) WITH ORDINALITY AS t(letter, place)
    ) AS pairs
    WHERE pair IS NOT NULL
$$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_sealed_files")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION bigrams(text[])")]
