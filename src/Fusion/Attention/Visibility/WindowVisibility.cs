using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>Options of <see cref="WindowVisibility"/>.</summary>
public sealed record WindowVisibilityOptions : PartOptions<IVisibility>
{
    /// <summary>Media items k that a query sees. Default 4.</summary>
    [Range(1, 1_000_000)] public int Items { get; init; } = 4;

    /// <summary>The moment of a key from which on it is seen. Default <c>end</c>: nothing of the future enters.</summary>
    public Moment From { get; init; } = Moment.End;
}

/// <summary>Shows a query the last k media items of its past and present.</summary>
/// <remarks>
/// Items are numbered in the order of time; the last one is that of the latest real key that is past, and k − 1 numbers before it are seen too.
/// Timeless tokens see and are seen by all.
/// </remarks>
[Part("window")]
public sealed class WindowVisibility : Module<TokenSequence, TokenSequence, Sight>, IVisibility
{
    private readonly WindowVisibilityOptions _options;

    /// <summary>Makes the rule.</summary>
    public WindowVisibility(WindowVisibilityOptions options) : base("window") => _options = options;

    /// <summary>Compares every query with every key.</summary>
    /// <param name="query">Tokens that read, [B, Tq].</param>
    /// <param name="key">Tokens that are read, [B, Tk].</param>
    /// <exception cref="ArgumentException">A real token has no finite time.</exception>
    public override Sight forward(TokenSequence query, TokenSequence key) => LastItems(query, key, _options.Items, _options.From);

    /// <summary>The keys of the last items that are past.</summary>
    internal static Sight LastItems(TokenSequence query, TokenSequence key, int count, Moment from)
    {
        Clocks.Check(query, key);
        using var scope = NewDisposeScope();
        // There is no last item where there are no keys.
        if (key.Valid.shape[1] == 0) return new Sight(query.Valid.unsqueeze(2).logical_and(key.Valid.unsqueeze(1))).MoveToOuterDisposeScope();
        var real = key.Timeless is null ? key.Valid : key.Valid.logical_and(key.Timeless.logical_not());
        var past = Clocks.Past(query, key, from).logical_and(real.unsqueeze(1));                    // [B, Tq, Tk]
        var item = key.Item.to_type(ScalarType.Int32).unsqueeze(1);                                 // [B, 1, Tk]
        var last = item.masked_fill(past.logical_not(), -1).amax([-1], keepdim: true);              // [B, Tq, 1]
        return Clocks.OrTimeless(past.logical_and(item.gt(last - count)), query, key).MoveToOuterDisposeScope();
    }
}
