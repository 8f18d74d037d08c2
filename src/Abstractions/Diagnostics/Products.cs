namespace Eegavi;

/// <summary>Counts the multiply-adds of products on this thread while it is open. TorchSharp's own layers are counted by whoever collects; what multiplies otherwise says so by <see cref="Add"/>.</summary>
/// <example><code>
/// using var products = Products.Count();
/// model.call(batch);
/// products.MultiplyAdds
/// </code></example>
public sealed class Products : IDisposable
{
    [ThreadStatic] private static Products? _current;
    private readonly Products? _outer;

    private Products(Products? outer) => _outer = outer;

    /// <summary>What was counted so far.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>Begins to count on this thread, until disposed.</summary>
    public static Products Count() => _current = new(_current);

    /// <summary>Says that a product took place. Nothing when nobody counts.</summary>
    /// <param name="results">Numbers that it gives, for example <c>y.numel()</c>.</param>
    /// <param name="terms">Multiply-adds of each of them: the length of what is summed over.</param>
    public static void Add(long results, long terms)
    {
        if (_current is { } current) current.MultiplyAdds += results * terms;
    }

    /// <summary>Ends counting; who counted before goes on.</summary>
    public void Dispose() => _current = _outer;
}
