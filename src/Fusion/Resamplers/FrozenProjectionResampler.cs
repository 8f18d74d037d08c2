using System.ComponentModel.DataAnnotations;
using System.Numerics;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>What a frozen projection is made of.</summary>
public enum FrozenMatrix
{
    /// <summary>Rows of a Hadamard matrix with random signs: all entries are ±1/√D.</summary>
    Hadamard,

    /// <summary>Random orthogonal rows.</summary>
    Orthogonal,
}

/// <summary>Options of <see cref="FrozenProjectionResampler"/>.</summary>
public sealed record FrozenProjectionResamplerOptions : PartOptions<IResampler>, ISizedOptions
{
    /// <summary>Width D of what comes out. Default 64.</summary>
    [Range(1, 65536)] public int Width { get; init; } = 64;

    /// <summary>Which matrix. Default <c>hadamard</c>.</summary>
    public FrozenMatrix Matrix { get; init; } = FrozenMatrix.Hadamard;

    /// <summary>Where the random numbers start. Default 0.</summary>
    [Range(0, int.MaxValue)] public int Seed { get; init; }

    double ISizedOptions.LeastNumbers(PartSizes sizes) => (double)sizes.InputWidth * Width;
}

/// <summary>Keeps every token and maps it to another width by a matrix that never learns; on average lengths stay as they are.</summary>
/// <remarks>
/// The matrix depends on the seed alone and is saved with the weights, since other machines may draw other numbers.
/// Ailon and Chazelle 2009, doi:10.1137/060673096 (Hadamard; here as a dense matrix); Johnson and Lindenstrauss 1984.
/// </remarks>
[Part("frozen-projection")]
public sealed class FrozenProjectionResampler : Module<MediaTokens, TokenSequence>, IResampler
{
    private readonly int _inputWidth;
    [ComponentName(Name = "matrix")] private readonly Tensor _matrix;

    /// <summary>Makes a resampler.</summary>
    public FrozenProjectionResampler(FrozenProjectionResamplerOptions options, PartSizes sizes) : base("frozen-projection")
    {
        (_inputWidth, OutputWidth) = (sizes.InputWidth, options.Width);
        _matrix = Make(options, sizes.InputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <summary>[B, M, N, E] → [B, M·N, D].</summary>
    /// <exception cref="ArgumentException">The axes do not fit.</exception>
    public override TokenSequence forward(MediaTokens media)
    {
        Media.Check(media, _inputWidth);
        using var scope = NewDisposeScope();
        // Masked after the map, where there is less to fill: a token's result is its own, and nothing here learns.
        return Media.Row(media.With(Masked.Zero(functional.linear(media.Values, _matrix), media.Valid))).MoveToOuterDisposeScope();
    }

    // [D, E], from a generator of its own: what others draw changes nothing.
    private static Tensor Make(FrozenProjectionResamplerOptions options, long inputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)options.Seed);
        var matrix = options.Matrix == FrozenMatrix.Hadamard ? Hadamard(options.Width, inputs, generator) : Orthogonal(options.Width, inputs, generator);
        return matrix.DetachFromDisposeScope();
    }

    private static Tensor Hadamard(int outputs, long inputs, Generator generator)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(outputs, inputs));
        var rows = rand([size], generator: generator).argsort(0).data<long>().ToArray()[..outputs];
        var signs = rand([inputs], generator: generator).ge(0.5).data<bool>().ToArray();
        var entries = rows.SelectMany(row => signs.Select((up, column) => up == IsUp(row, column) ? 1f : -1f)).ToArray();
        return tensor(entries).view(outputs, inputs) / Math.Sqrt(outputs);
    }

    // Sylvester's matrix: +1 where row and column share an even number of bits.
    private static bool IsUp(long row, long column) => BitOperations.PopCount((ulong)(row & column)) % 2 == 0;

    private static Tensor Orthogonal(long outputs, long inputs, Generator generator)
    {
        var random = randn([Math.Max(outputs, inputs), Math.Min(outputs, inputs)], generator: generator);
        var (q, r) = linalg.qr(random);
        var signed = q * r.diagonal().sign();                                                       // so that every rotation is equally likely
        return outputs < inputs ? signed.t().contiguous() * Math.Sqrt(inputs / (double)outputs) : signed;
    }
}
