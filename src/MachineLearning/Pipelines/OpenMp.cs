using TorchSharp;

namespace Eegavi.MachineLearning.Pipelines;

/// <summary>The library of threads that LightGBM needs: on Linux libgomp.so.1, which a bare Debian lacks.</summary>
internal static class OpenMp
{
    /// <summary>Loads libtorch, which brings one under that name; LightGBM then finds it.</summary>
    public static void Load() => torch.InitializeDeviceType(DeviceType.CPU);
}
