using System.Globalization;
using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A place for tensors. Compare <see cref="type"/> and <see cref="index"/>: two equal devices are not Equals.</summary>
    public class Device
    {
        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2) throw new ArgumentException($"Expected a device such as \"cpu\" or \"cuda:0\"; got \"{description}\".", nameof(description));
            type = Parse(parts[0]);
            index = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : DefaultIndex(type);
        }

        public Device(string deviceType, int index = -1) : this(Parse(deviceType), index) { }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index < 0 ? DefaultIndex(deviceType) : index;
        }

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public DeviceType type { get; }
        public int index { get; } = -1;

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => type == DeviceType.CUDA ? $"cuda:{Math.Max(index, 0)}" : type.ToString().ToLowerInvariant();

        private static int DefaultIndex(DeviceType type) => type == DeviceType.CUDA ? 0 : -1;

        private static DeviceType Parse(string name) => Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type)
            ? type
            : throw new ArgumentException($"Expected a device such as \"cpu\" or \"cuda:0\"; got \"{name}\".");
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);
    public static Device CUDA => TryInitializeDeviceType(DeviceType.CUDA) ? new(DeviceType.CUDA) : throw NoDevice(DeviceType.CUDA);
    public static Device MPS => TryInitializeDeviceType(DeviceType.MPS) ? new(DeviceType.MPS) : throw NoDevice(DeviceType.MPS);

    private static Device _defaultDevice = CPU;

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);
    public static Device get_default_device() => _defaultDevice;
    public static void set_default_device(Device device) => _defaultDevice = device;
    public static void set_default_device(string device) => _defaultDevice = new(device);

    public static Device InitializeDevice(Device device)
    {
        if (device is not null) InitializeDeviceType(device.type);
        return device ?? _defaultDevice;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType)) throw NoDevice(deviceType);
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CUDA => cuda_is_available(),
        DeviceType.MPS => mps_is_available(),
        _ => true,
    };

    private static InvalidOperationException NoDevice(DeviceType type) =>
        new($"Torch device type {type} did not initialise on the current machine.");

    public static bool cuda_is_available() => cuda.device_count() > 0;
    public static bool mps_is_available() => false;

    /// <summary>Graphics processors, where the engine is an unpacked libtorch that was built for them.</summary>
    public static unsafe class cuda
    {
        public static bool is_available() => cuda_is_available();
        public static bool is_cudnn_available() => Startup.HasCuda && Native.has_cudnn() != 0;
        public static int device_count() => Startup.HasCuda ? Native.cuda_devices() : 0;
        public static void manual_seed(long seed) => torch.manual_seed(seed);
        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        public static void synchronize(Device device = null)
        {
            if (Startup.HasCuda) Native.Check(Native.cuda_synchronize(device?.index ?? 0));
        }
    }
}
