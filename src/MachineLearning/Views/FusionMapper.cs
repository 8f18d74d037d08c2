using Eegavi.MachineLearning.Inputs;
using Eegavi.MachineLearning.Outputs;
using Microsoft.ML;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Eegavi.MachineLearning.Views;

/// <summary>Maps one row at a time, for prediction engines.</summary>
internal sealed class FusionMapper(FusionTransformer transformer, ModelInputs inputs, AddedColumns columns) : IRowToRowMapper
{
    public DataViewSchema InputSchema => columns.Input;

    public DataViewSchema OutputSchema => columns.Schema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var (own, added) = columns.Split(dependingColumns);
        return added.Count == 0 ? own : own.Concat(inputs.Columns).DistinctBy(column => column.Index).OrderBy(column => column.Index);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, activeColumns);

    /// <summary>A row that computes when it is read, once for each position of the row below.</summary>
    private sealed class Row : DataViewRow
    {
        private readonly FusionMapper _mapper;
        private readonly DataViewRow _input;
        private readonly IReadOnlyList<int> _wanted;
        private readonly HashSet<int> _active;
        private readonly Func<RowWindow[]?, RowWindow[]>? _read;
        private RowVectors[] _values = [];
        private long _computed = -1;

        public Row(FusionMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            (_mapper, _input) = (mapper, input);
            var active = activeColumns.ToArray();
            _active = [.. active.Select(column => column.Index)];
            _wanted = mapper.Columns.Split(active).Added;
            _read = _wanted.Count > 0 ? mapper.Inputs.Reader(input) : null;
        }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override DataViewSchema Schema => _mapper.OutputSchema;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column)) throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for when the row was made.");
            var own = _mapper.InputSchema;
            return column.Index < own.Count ? _input.GetGetter<TValue>(own[column.Index]) : _mapper.Columns.Getter<TValue>(column, Current);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _input.Dispose();
            base.Dispose(disposing);
        }

        private ReadOnlyMemory<float> Current(int place)
        {
            if (Position < 0) throw new InvalidOperationException("Expected a row before a column is read; there is none yet.");
            if (_computed != Position)
            {
                using var scope = NewDisposeScope();
                _values = _mapper.Transformer.Compute(_mapper.Inputs.Stack([_read!(null)]), 1, _wanted);
                _computed = Position;
            }
            return _values[place][0];
        }
    }

    private FusionTransformer Transformer => transformer;

    private ModelInputs Inputs => inputs;

    private AddedColumns Columns => columns;
}
