using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Maps rows of one schema to rows with some columns more, or with some columns only.</summary>
internal sealed class RowMapper : IRowToRowMapper
{
    private readonly ColumnMaker _maker;
    private readonly (bool Added, int Index)[] _from;

    /// <summary>Input columns and those that <paramref name="maker"/> adds: each behind the column that it hides, else behind all.</summary>
    internal RowMapper(DataViewSchema input, ColumnMaker maker) : this(input, maker, Placed(input, maker.Columns)) { }

    /// <summary>Some input columns, in this order.</summary>
    internal RowMapper(DataViewSchema input, IEnumerable<int> kept) : this(input, new SeparateColumns([]), [.. kept.Select(index => (false, index))]) { }

    private RowMapper(DataViewSchema input, ColumnMaker maker, (bool Added, int Index)[] from)
    {
        (InputSchema, _maker, _from) = (input, maker, from);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(from.Select(place => place.Added ? maker.Columns[place.Index] : new DataViewSchema.DetachedColumn(input[place.Index])));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        [.. dependingColumns.SelectMany(column => Sources(_from[column.Index])).Distinct().Order().Select(index => InputSchema[index])];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new MappedRow(this, input, activeColumns);

    private IEnumerable<int> Sources((bool Added, int Index) place) => place.Added ? _maker.Sources(place.Index) : [place.Index];

    private static (bool, int)[] Placed(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        var places = Enumerable.Range(0, input.Count).Select(index => (Added: false, Index: index)).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            var hidden = places.FindLastIndex(place => (place.Added ? added[place.Index].Name : input[place.Index].Name) == added[i].Name);
            places.Insert(hidden >= 0 ? hidden + 1 : places.Count, (true, i));
        }
        return [.. places];
    }

    /// <summary>The mapped form of a row; with the row, it moves.</summary>
    private sealed class MappedRow : DataViewRow
    {
        private readonly RowMapper _mapper;
        private readonly DataViewRow _input;
        private readonly bool[] _active;
        private readonly Delegate[] _added;

        internal MappedRow(RowMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            (_mapper, _input, _active) = (mapper, input, new bool[mapper.OutputSchema.Count]);
            foreach (var column in activeColumns)
                _active[column.Index] = true;
            var needed = mapper._from.Where((place, i) => place.Added && _active[i]).Select(place => place.Index).ToHashSet();
            _added = mapper._maker.Bind(input, needed.Contains);
        }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override DataViewSchema Schema => _mapper.OutputSchema;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw Getters.NotActive(nameof(column));
            var (added, index) = _mapper._from[column.Index];
            return added ? Getters.As<TValue>(_added[index], column) : _input.GetGetter<TValue>(_mapper.InputSchema[index]);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
        }
    }
}
