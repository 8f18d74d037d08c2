using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Predicts one object at a time; not for several threads at once.</summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
{
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
        DisposeRow();
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
    private readonly ITransformer _transformer;

    internal PredictionEngine(ITransformer transformer, bool ignoreMissing, SchemaDefinition input, SchemaDefinition output)
        : this(transformer, Mapper(transformer, input ??= SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Read)), ignoreMissing, input, output) { }

    private PredictionEngine(ITransformer transformer, IRowToRowMapper mapper, bool ignoreMissing, SchemaDefinition input, SchemaDefinition output)
        : base(mapper.OutputSchema)
    {
        var writer = new ObjectWriter<TDst>(mapper.OutputSchema, ignoreMissing, output);
        _transformer = transformer;
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

    // As in the real package, the engine owns the transformer that it was made for.
    private protected override void DisposeRow()
    {
        _output.Dispose();
        (_transformer as IDisposable)?.Dispose();
    }

    private static IRowToRowMapper Mapper(ITransformer transformer, SchemaDefinition input)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return transformer.IsRowToRowMapper
            ? transformer.GetRowToRowMapper(input.ToSchema())
            : throw new ArgumentOutOfRangeException(nameof(transformer), "Must be a row to row mapper");
    }
}
