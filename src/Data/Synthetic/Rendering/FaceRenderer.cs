namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>Draws one subject's video: a face of 64×64 pixels at 8 frames a second.</summary>
/// <remarks>
/// R is the hue of the skin, C the size of the face, T its shift to the left or right in each second, T4 its shift up or down.
/// A shared identity code sets the background, the distance of the eyes and the width of the mouth.
/// The camera starts up to 4 s before or after the shared clock (known) and may drift (unknown).
/// </remarks>
internal static class FaceRenderer
{
    public const int Size = 64, FramesPerSecond = 8, FrameBytes = Size * Size * 3;

    private const double HueDegrees = 30, HueSlope = 18, RadiusPixels = 13, RadiusSlope = 0.08, ShiftPixels = 2.5, LargestValue = 4;

    /// <summary>Second of the shared clock at which a subject's video begins: −4…4.</summary>
    public static int StartSeconds(PlantedRecording recording) =>
        recording.Random("camera").Below(2 * PlantedOptions.LargestOffsetSeconds + 1) - PlantedOptions.LargestOffsetSeconds;

    /// <summary>Every frame of the recording, [H, W, 3] red green blue; one buffer is used again and again.</summary>
    public static IEnumerable<byte[]> Frames(PlantedRecording recording)
    {
        var identity = recording.Options.Identity == PlantedIdentity.Shared ? recording.Subject.Identity : new double[4];
        var (frame, start) = (new byte[FrameBytes], StartSeconds(recording));
        for (var index = 0; index < recording.Seconds * FramesPerSecond; index++)
        {
            var video = index / (double)FramesPerSecond;
            var shared = start + video * (1 + recording.Options.DriftMsPerMinute / 60_000);
            Draw(frame, FaceAt(recording.At((int)Math.Floor(shared))), identity, video);
            yield return frame;
        }
    }

    private static Face FaceAt((PlantedTrial Trial, int Second)? at)
    {
        if (at is not var (trial, second)) return new(HueDegrees, RadiusPixels, 0, 0);
        var token = second + PlantedOptions.LargestOffsetSeconds + trial.OffsetSeconds;
        return new(
            HueDegrees + HueSlope * Clip(trial.VideoR),
            RadiusPixels * Math.Exp(RadiusSlope * Clip(trial.VideoC)),
            ShiftPixels * Clip(trial.Fast.Video[token]),
            ShiftPixels * Clip(trial.Slow.Video[token]));
    }

    // Beyond 4 standard deviations the face would leave the picture.
    private static double Clip(double value) => Math.Clamp(value, -LargestValue, LargestValue);

    private static void Draw(byte[] frame, Face face, double[] identity, double seconds)
    {
        var (x, y) = (Size / 2 + face.Right, Size / 2 + face.Down);
        var (eyes, mouth) = (0.38 + 0.02 * identity[2], 0.4 + 0.03 * identity[3]);
        var open = face.Radius * (0.08 + 0.05 * Math.Sin(2 * Math.PI * 2.5 * seconds));
        Fill(frame, Colour(210, 0.12, 0.35 + 0.03 * Math.Clamp(identity[0] + identity[1], -8, 8)));
        Ellipse(frame, x, y, face.Radius, face.Radius * 1.15, Colour(face.Hue, 0.65, 0.85));
        Ellipse(frame, x - eyes * face.Radius, y - 0.3 * face.Radius, 0.13 * face.Radius, 0.13 * face.Radius, default);
        Ellipse(frame, x + eyes * face.Radius, y - 0.3 * face.Radius, 0.13 * face.Radius, 0.13 * face.Radius, default);
        Ellipse(frame, x, y + 0.5 * face.Radius, mouth * face.Radius, open, default);
    }

    private static void Fill(byte[] frame, (double R, double G, double B) colour)
    {
        for (var i = 0; i < frame.Length; i += 3)
            (frame[i], frame[i + 1], frame[i + 2]) = ((byte)colour.R, (byte)colour.G, (byte)colour.B);
    }

    private static void Ellipse(byte[] frame, double x, double y, double across, double down, (double R, double G, double B) colour)
    {
        var (top, bottom) = (Math.Max(0, (int)(y - down - 1)), Math.Min(Size - 1, (int)(y + down + 1)));
        var (left, right) = (Math.Max(0, (int)(x - across - 1)), Math.Min(Size - 1, (int)(x + across + 1)));
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (u, v) = ((column + 0.5 - x) / across, (row + 0.5 - y) / down);
                // Signed distance in pixels, to first order: edges move by fractions of a pixel.
                var cover = Math.Clamp(0.5 + (1 - Math.Sqrt(u * u + v * v)) * Math.Min(across, down), 0, 1);
                if (cover > 0) Blend(frame.AsSpan((row * Size + column) * 3, 3), colour, cover);
            }
        }
    }

    private static void Blend(Span<byte> pixel, (double R, double G, double B) colour, double cover)
    {
        pixel[0] = (byte)(pixel[0] + cover * (colour.R - pixel[0]) + 0.5);
        pixel[1] = (byte)(pixel[1] + cover * (colour.G - pixel[1]) + 0.5);
        pixel[2] = (byte)(pixel[2] + cover * (colour.B - pixel[2]) + 0.5);
    }

    private static (double R, double G, double B) Colour(double hueDegrees, double saturation, double value)
    {
        double Channel(double n)
        {
            var k = (n + hueDegrees / 60 + 12) % 6;
            return 255 * value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }

        return (Channel(5), Channel(3), Channel(1));
    }

    private readonly record struct Face(double Hue, double Radius, double Right, double Down);
}
