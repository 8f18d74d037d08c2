using static TorchSharp.torch;

namespace Eegavi;

/// <summary>What encoders return: M media items or time units of N tokens each.</summary>
public sealed class MediaTokens : IDisposable
{
    /// <summary>[B, M, N, D], floating.</summary>
    public required Tensor Values { get; init; }

    /// <summary>[B, M, N] bool, true = real. What stands under false never influences anything.</summary>
    public required Tensor Valid { get; init; }

    /// <summary>[B, M, N] float32: centre of the token in seconds since the window's start.</summary>
    public required Tensor Seconds { get; init; }

    /// <summary>[B, M, N] float32: half-length of the token in seconds; 0 = an instant.</summary>
    public required Tensor Span { get; init; }

    /// <summary>[B, M, N] bool, true = has no place in time (a class token, a table): visible under every time rule. Null = every token has one.</summary>
    public Tensor? Timeless { get; init; }

    /// <summary>The same tokens on the same clock with other values.</summary>
    /// <param name="values">[B, M, N, any width].</param>
    public MediaTokens With(Tensor values) => new()
    {
        Values = values,
        Valid = Valid,
        Seconds = Seconds,
        Span = Span,
        Timeless = Timeless,
    };

    /// <summary>Moves the tensors that the current dispose scope owns to the enclosing one. What was given from outside stays where it is.</summary>
    public MediaTokens MoveToOuterDisposeScope()
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
        Tensor?[] all = [Values, Valid, Seconds, Span, Timeless];
        return all.OfType<Tensor>();
    }
}
