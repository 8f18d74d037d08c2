using static TorchSharp.torch;

namespace Eegavi;

/// <summary>A row of tokens per sample: what resamplers return and what fusion blocks read and write.</summary>
public sealed class TokenSequence : IDisposable
{
    /// <summary>[B, T, D], floating.</summary>
    public required Tensor Values { get; init; }

    /// <summary>[B, T] bool, true = real, may be attended. What stands under false never influences anything.</summary>
    public required Tensor Valid { get; init; }

    /// <summary>[B, T] float32: centre of the token in seconds since the window's start.</summary>
    public required Tensor Seconds { get; init; }

    /// <summary>[B, T] float32: half-length of the token in seconds; 0 = an instant.</summary>
    public required Tensor Span { get; init; }

    /// <summary>[B, T] int64: which media item or time unit the token belongs to.</summary>
    public required Tensor Item { get; init; }

    /// <summary>[B, T] bool, true = has no place in time (a class token, a table, a learned query): visible under every time rule, not rotated. Null = every token has one.</summary>
    public Tensor? Timeless { get; init; }

    /// <summary>[B, T] int64: which modality the token belongs to, where a sequence joins several: 0 = the query's, 1 + i = context i's. Null = it joins none.</summary>
    public Tensor? Modality { get; init; }

    /// <summary>The same tokens on the same clock with other values.</summary>
    /// <param name="values">[B, T, any width].</param>
    public TokenSequence With(Tensor values) => new()
    {
        Values = values,
        Valid = Valid,
        Seconds = Seconds,
        Span = Span,
        Item = Item,
        Timeless = Timeless,
        Modality = Modality,
    };

    /// <summary>The same tokens as parts of other media items: what a query names, for the rules that look at items.</summary>
    /// <param name="items">[B, T] int64, from 0; −1 = of none.</param>
    public TokenSequence WithItems(Tensor items)
    {
        Axes.Match((Values, "B T D"), (items, "B T"));
        return new() { Values = Values, Valid = Valid, Seconds = Seconds, Span = Span, Item = items, Timeless = Timeless, Modality = Modality };
    }

    /// <summary>Checks that every tensor has its axes and type, and on a CPU that real tokens have times that are finite.</summary>
    /// <param name="name">What errors call the sequence, for example <c>query</c>.</param>
    /// <param name="axes">Names of the three axes of the values.</param>
    /// <exception cref="ArgumentException">What was expected, what came.</exception>
    public void Check(string name, string axes = "B T D") => TokenCheck.Run(this, name, axes);

    /// <summary>[B] bool: which rows have any real token.</summary>
    public Tensor Present() => Valid.any(1);

    /// <summary>One timeless token per row, real where <paramref name="present"/> is.</summary>
    /// <param name="values">[B, D].</param>
    /// <param name="present">[B] bool.</param>
    public static TokenSequence Single(Tensor values, Tensor present)
    {
        Axes.Match((values, "B D"), (present, "B"));
        var clock = zeros([values.shape[0], 1], dtype: ScalarType.Float32, device: values.device);
        return new()
        {
            Values = values.unsqueeze(1),
            Valid = present.unsqueeze(1),
            Seconds = clock,
            Span = clock.clone(),
            Item = clock.to_type(ScalarType.Int64),
            Timeless = ones_like(clock, dtype: ScalarType.Bool),
        };
    }

    /// <summary>Moves the tensors that the current dispose scope owns to the enclosing one. What was given from outside stays where it is.</summary>
    public TokenSequence MoveToOuterDisposeScope()
    {
        // A tensor's own move would take the giver's tensors out of the giver's scope, and nobody would dispose them.
        if (CurrentDisposeScope is { } scope) scope.MoveToOuter(Tensors().Where(scope.Contains));
        return this;
    }

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors()) tensor.Dispose();
    }

    private IEnumerable<Tensor> Tensors()
    {
        Tensor?[] all = [Values, Valid, Seconds, Span, Item, Timeless, Modality];
        return all.OfType<Tensor>();
    }
}
