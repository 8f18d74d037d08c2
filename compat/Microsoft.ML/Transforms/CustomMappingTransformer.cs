using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A function of the user's from one row object to another, whose members become columns.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer where TSrc : class, new() where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contractName;
    private readonly SchemaDefinition _input, _output;

    internal CustomMappingTransformer(Action<TSrc, TDst> map, string contractName, SchemaDefinition input, SchemaDefinition output) =>
        (_map, _contractName, _input, _output) = (map ?? throw new ArgumentNullException(nameof(map)), contractName, input?.Copy(), output?.Copy());

    bool ITransformer.IsRowToRowMapper => true;

    internal SchemaDefinition Output => _output ?? SchemaDefinition.Create(typeof(TDst), SchemaDefinition.Direction.Read);

    internal SchemaDefinition Input => _input ?? SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Write);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new MappedView(input, Mapper(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (string.IsNullOrEmpty(_contractName))
            throw new InvalidOperationException("Empty contract name for a transform: the transform cannot be saved");
        ctx.Sign<CustomMappingLoader>();
        ctx.Writer.Write(_contractName);
        ctx.Writer.Write(typeof(TSrc).Assembly.FullName);
        SchemaDefinitionChanges.Write(ctx.Writer, _input);
        SchemaDefinitionChanges.Write(ctx.Writer, _output);
    }

    private RowMapper Mapper(DataViewSchema schema) => new(schema, new Maker(this, schema));

    /// <summary>Calls the function once a row, however many of its columns are read.</summary>
    private sealed class Maker : ColumnMaker
    {
        private readonly Action<TSrc, TDst> _map;
        private readonly SchemaDefinition _output;
        private readonly ObjectWriter<TSrc> _input;
        private readonly DataViewSchema _added;
        private readonly int[] _sources;

        internal Maker(CustomMappingTransformer<TSrc, TDst> owner, DataViewSchema schema)
        {
            (_map, _output) = (owner._map, owner.Output);
            _input = new ObjectWriter<TSrc>(schema, ignoreMissing: false, owner.Input);
            _sources = [.. _input.Columns.Select(column => column.Index)];
            _added = _output.ToSchema();
        }

        internal override IReadOnlyList<DataViewSchema.DetachedColumn> Columns => [.. _added.Select(column => new DataViewSchema.DetachedColumn(column))];

        internal override IEnumerable<int> Sources(int added) => _sources;

        internal override Delegate[] Bind(DataViewRow input, Func<int, bool> active)
        {
            var getters = new Delegate[_added.Count];
            if (!Enumerable.Range(0, _added.Count).Any(active))
                return getters;
            // As in the real package, one pair of objects serves all rows: what a mapping leaves alone keeps the last row's value.
            var (source, target, made) = (new TSrc(), new TDst(), new ObjectRow<TDst>(_added, _output, active));
            var (read, position) = (_input.Over(input), -1L);
            void Refresh()
            {
                // A prediction engine's row moves too: position tells.
                if (input.Position == position)
                    return;
                read(source);
                _map(source, target);
                made.Show(target);
                position = input.Position;
            }
            foreach (var column in _added.Where(column => active(column.Index)))
                getters[column.Index] = Generic.Call<Delegate>(Fresh<int>, column.Type.RawType, made, column, (Action)Refresh);
            return getters;
        }

        private static Delegate Fresh<T>(ObjectRow<TDst> made, DataViewSchema.Column column, Action refresh)
        {
            var getter = made.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T dst) =>
            {
                refresh();
                getter(ref dst);
            });
        }
    }
}

/// <summary>Finds a saved mapping again by its contract name.</summary>
internal sealed class CustomMappingLoader : IModelLoader
{
    public object Load(ModelLoadContext ctx)
    {
        var (contractName, assembly) = (ctx.Reader.ReadString(), ctx.Reader.ReadString());
        var (input, output) = (SchemaDefinitionChanges.Read(ctx.Reader), SchemaDefinitionChanges.Read(ctx.Reader));
        return ctx.Environment.ComponentCatalog.CustomMapping(contractName, assembly).CreateTransformer(contractName, input, output);
    }
}
