using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Columns made of a model's scores, which are computed once a row.</summary>
internal sealed class ScoreColumns(IScorer scorer, int features, DataViewSchema.DetachedColumn[] columns, Func<Func<float[]>, Delegate[]> getters) : ColumnMaker
{
    internal override IReadOnlyList<DataViewSchema.DetachedColumn> Columns => columns;

    internal override IEnumerable<int> Sources(int added) => [features];

    internal override Delegate[] Bind(DataViewRow input, Func<int, bool> active)
    {
        if (!Enumerable.Range(0, columns.Length).Any(active))
            return new Delegate[columns.Length];
        var made = getters(Scores(input));
        for (var i = 0; i < made.Length; i++)
            made[i] = active(i) ? made[i] : null;
        return made;
    }

    private Func<float[]> Scores(DataViewRow input)
    {
        var (read, scores, position) = (input.GetGetter<VBuffer<float>>(input.Schema[features]), new float[scorer.OutputSize], long.MinValue);
        VBuffer<float> row = default;
        return () =>
        {
            if (input.Position == position)
                return scores;
            read(ref row);
            scorer.Score(row, scores);
            position = input.Position;
            return scores;
        };
    }
}
