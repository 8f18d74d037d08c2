using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or drops columns by name.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(string[] names, bool keep, bool keepHidden) : base(new ColumnSelectingTransformer(names, keep, keepHidden)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var named = Array.ConvertAll(Transformer.Names, name => inputSchema.Find(name));
        return new SchemaShape(Transformer.Keep ? named : inputSchema.Where(column => !Transformer.Names.Contains(column.Name)));
    }
}

/// <inheritdoc cref="ColumnSelectingEstimator"/>
public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool keep, bool keepHidden)
    {
        ArgumentNullException.ThrowIfNull(names);
        (Names, Keep, _keepHidden) = (names, keep, keepHidden);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal string[] Names { get; }

    internal bool Keep { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new MappedView(input, Mapper(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.Sign<Loader>();
        ctx.Writer.Write(Keep);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.WriteList(Names, ctx.Writer.Write);
    }

    private RowMapper Mapper(DataViewSchema schema)
    {
        if (Array.Find(Names, name => schema.GetColumnOrNull(name) is null) is { } missing)
            throw new ArgumentOutOfRangeException("inputSchema", $"Could not find input column '{missing}'");
        var visible = schema.Where(column => _keepHidden || !column.IsHidden);
        var kept = Keep
            ? Names.SelectMany(name => visible.Where(column => column.Name == name))
            : visible.Where(column => !Names.Contains(column.Name));
        return new RowMapper(schema, kept.Select(column => column.Index));
    }

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx)
        {
            var (keep, keepHidden) = (ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean());
            return new ColumnSelectingTransformer(ctx.Reader.ReadList(ctx.Reader.ReadString), keep, keepHidden);
        }
    }
}
