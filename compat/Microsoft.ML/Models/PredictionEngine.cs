using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Predicts one object at a time; not for several threads at once.</summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
{
    private bool _disposed;

    private protected PredictionEngineBase(DataViewSchema outputSchema) => OutputSchema = outputSchema;

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public abstract void Predict(TSrc example, ref TDst prediction);

    public void Dispose()
    {
        if (!_disposed)
            DisposeRow();
        _disposed = true;
        GC.SuppressFinalize(this);
    }

    private protected abstract void DisposeRow();
}

/// <inheritdoc/>
public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst> where TSrc : class where TDst : class, new()
{
    private readonly ObjectRow<TSrc> _input;
    private readonly DataViewRow _output;
    private readonly Action<TDst> _write;
    private readonly IDisposable _owned;

    internal PredictionEngine(ITransformer transformer, PredictionEngineOptions options)
        : this(transformer, options, options.InputSchemaDefinition ?? SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Read)) { }

    private PredictionEngine(ITransformer transformer, PredictionEngineOptions options, SchemaDefinition input) : this(Mapper(transformer, input), options, input) =>
        _owned = options.OwnsTransformer ? transformer as IDisposable : null;

    private PredictionEngine(IRowToRowMapper mapper, PredictionEngineOptions options, SchemaDefinition input) : base(mapper.OutputSchema)
    {
        var writer = new ObjectWriter<TDst>(mapper.OutputSchema, options.IgnoreMissingColumns, options.OutputSchemaDefinition);
        _input = new ObjectRow<TSrc>(mapper.InputSchema, input, _ => true);
        _output = mapper.GetRow(_input, writer.Columns);
        _write = writer.Over(_output);
    }

    public override void Predict(TSrc example, ref TDst prediction)
    {
        ArgumentNullException.ThrowIfNull(example);
        _input.Show(example);
        _write(prediction ??= new TDst());
    }

    private protected override void DisposeRow()
    {
        _output.Dispose();
        _owned?.Dispose();
    }

    private static IRowToRowMapper Mapper(ITransformer transformer, SchemaDefinition input)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return transformer.IsRowToRowMapper
            ? transformer.GetRowToRowMapper(input.ToSchema())
            : throw new ArgumentOutOfRangeException(nameof(transformer), "Must be a row to row mapper");
    }
}
