namespace Microsoft.ML.Data;

/// <summary>A transformer that adds columns, row by row.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase() { }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new MappedView(input, Mapper(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    /// <summary>What is added to tables of this schema.</summary>
    private protected abstract ColumnMaker Maker(DataViewSchema inputSchema);

    private protected abstract void Save(ModelSaveContext ctx);

    private RowMapper Mapper(DataViewSchema inputSchema) => new(inputSchema, Maker(inputSchema));
}

/// <summary>A transformer that makes each of its columns from one column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(IReadOnlyList<InputOutputColumnPair> pairs) => Pairs = pairs;

    private protected IReadOnlyList<InputOutputColumnPair> Pairs { get; }

    private protected sealed override ColumnMaker Maker(DataViewSchema inputSchema) => new SeparateColumns(
        [.. Pairs.Select((pair, i) => Made(i, pair.OutputColumnName, Source(inputSchema, pair.InputColumnName)))]);

    /// <summary>What is made of <paramref name="source"/>.</summary>
    private protected abstract SeparateColumns.Added Made(int pair, string name, DataViewSchema.Column source);

    private protected void SavePairs(ModelSaveContext ctx) => ctx.Writer.WriteList(Pairs, pair =>
    {
        ctx.Writer.Write(pair.OutputColumnName);
        ctx.Writer.Write(pair.InputColumnName);
    });

    private protected static InputOutputColumnPair[] LoadPairs(ModelLoadContext ctx) =>
        ctx.Reader.ReadList(() => new InputOutputColumnPair(ctx.Reader.ReadString(), ctx.Reader.ReadString()));

    private static DataViewSchema.Column Source(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException("inputSchema", $"Could not find input column '{name}'");
}

/// <summary>An estimator that has nothing to learn.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer> where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(TTransformer transformer) => Transformer = transformer;

    private protected TTransformer Transformer { get; }

    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        return Transformer;
    }

    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
