namespace Microsoft.ML.Data;

/// <summary>The mappers of a chain, one behind the other.</summary>
internal sealed class ChainedMapper : IRowToRowMapper
{
    private readonly List<IRowToRowMapper> _mappers = [];

    internal ChainedMapper(DataViewSchema inputSchema, IEnumerable<ITransformer> transformers)
    {
        InputSchema = OutputSchema = inputSchema;
        foreach (var transformer in transformers)
        {
            _mappers.Add(transformer.GetRowToRowMapper(OutputSchema));
            OutputSchema = _mappers[^1].OutputSchema;
        }
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        Needed(dependingColumns.ToArray())[0];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var needed = Needed(activeColumns.ToArray());
        for (var i = 0; i < _mappers.Count; i++)
            input = _mappers[i].GetRow(input, needed[i + 1]);
        return input;
    }

    /// <summary>Which columns are needed before each mapper, and behind the last.</summary>
    private DataViewSchema.Column[][] Needed(DataViewSchema.Column[] last)
    {
        var needed = new DataViewSchema.Column[_mappers.Count + 1][];
        needed[^1] = last;
        for (var i = _mappers.Count - 1; i >= 0; i--)
            needed[i] = [.. _mappers[i].GetDependencies(needed[i + 1])];
        return needed;
    }
}
