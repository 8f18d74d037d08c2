#pragma once

#include <c10/core/CPUAllocator.h>

#include <array>
#include <cstdlib>
#include <utility>

// Keeps the memory of small tensors for the next ones of the same thread. libc makes an aligned block in 0.13 µs, a quarter of
// what a small operator takes. Each thread keeps at most 64 KiB of a size.
class SmallBlocks {
 public:
  static constexpr size_t kLargest = 16 << 10;

  // 1 to kLargest bytes.
  static c10::DataPtr allocate(size_t bytes) {
    size_t order = bytes <= kSmallest ? 0 : 64 - __builtin_clzll((bytes - 1) / kSmallest);
    void* block = take(order);
    return {block, block, give_back_of(std::make_index_sequence<kOrders>())[order], c10::Device(c10::DeviceType::CPU)};
  }

 private:
  static constexpr size_t kSmallest = 64, kOrders = 9, kKept = 64 << 10;
  static_assert(kSmallest << (kOrders - 1) == kLargest);

  // Each free block holds the address of the next.
  struct Lists {
    void* first[kOrders];
    size_t count[kOrders];
    bool ended;
  };

  static inline thread_local Lists lists{};

  struct Cleaner {
    ~Cleaner() {
      lists.ended = true;
      for (void*& first : lists.first)
        while (first) std::free(pop(first));
    }
  };

  // Frees the lists with their thread. Only where a list is empty: this asks whether it is registered.
  static void clean_up_later() { static thread_local Cleaner cleaner; (void)&cleaner; }

  static void* pop(void*& first) { return std::exchange(first, *static_cast<void**>(first)); }

  static void* take(size_t order) {
    Lists& own = lists;
    if (own.first[order]) {
      --own.count[order];
      return pop(own.first[order]);
    }
    void* block = nullptr;
    TORCH_CHECK(posix_memalign(&block, kSmallest, kSmallest << order) == 0, "out of memory: could not allocate ", kSmallest << order, " bytes for a tensor");
    return block;
  }

  static void give_back(void* block, size_t order) {
    Lists& own = lists;
    if (own.ended || own.count[order] >= kKept / (kSmallest << order)) return std::free(block);
    if (!own.first[order]) clean_up_later();
    *static_cast<void**>(block) = std::exchange(own.first[order], block);
    ++own.count[order];
  }

  // A function for each size, so that a block need not tell its own.
  template <size_t... order>
  static const std::array<c10::DeleterFnPtr, kOrders>& give_back_of(std::index_sequence<order...>) {
    static constexpr std::array<c10::DeleterFnPtr, kOrders> functions{[](void* block) { give_back(block, order); }...};
    return functions;
  }
};
